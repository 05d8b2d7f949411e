using Npgsql;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Registry;

/// <summary>What is recorded at start-up is recorded once.</summary>
public sealed class StartingAgain
{
    private const int Streams = 3360 + 3232 + 1; // divisions, organs, the catalog

    [Fact]
    public async Task A_second_start_records_nothing()
    {
        var database = await TestDatabases.Create();
        await using (new RunningService(database))
        {
            Assert.Equal(Streams, await Count(database, "select count(*) from ogi.mt_events"));
            Assert.Equal(0, await Count(
                database,
                """
                select count(*) from pg_locks l join pg_database d on d.oid = l.database
                where l.locktype = 'advisory' and d.datname = current_database()
                """));
        }

        await TestDatabases.Drop(database);
    }

    [Fact]
    public async Task A_start_adds_what_the_log_lacks_and_leaves_the_rest()
    {
        var database = await TestDatabases.Create();
        await Forget(database, "organs/140400", "divisions/140400", "divisions/xpcc");
        await using (new RunningService(database))
        {
            Assert.Equal(Streams, await Count(database, "select count(*) from ogi.mt_streams"));
            Assert.Equal(Streams, await Count(database, "select count(*) from ogi.mt_events"));
            Assert.Equal(3, await Count(database, "select count(*) from ogi.mt_events where seq_id > 6593"));
            Assert.Equal(3232, await Count(database, "select count(*) from ogi.organ_code"));
        }

        await TestDatabases.Drop(database);
    }

    [Fact]
    public async Task Services_that_start_at_once_on_an_empty_database_record_everything_once()
    {
        var database = await TestDatabases.CreateEmpty();
        var services = await Task.WhenAll(
            Enumerable.Range(0, 2).Select(_ => Task.Run(() => new RunningService(database))));

        Assert.Equal(Streams, await Count(database, "select count(*) from ogi.mt_events where type <> 'tombstone'"));
        Assert.Equal(Streams, await Count(database, "select count(distinct stream_id) from ogi.mt_events"));
        Assert.Equal(1, await Count(database, "select count(*) from ogi.history"));
        foreach (var service in services)
        {
            await service.DisposeAsync();
        }

        await TestDatabases.Drop(database);
    }

    private static async Task Forget(string connectionString, params string[] streams)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        foreach (var sql in new[]
        {
            "delete from ogi.mt_events where stream_id = any($1)", "delete from ogi.mt_streams where id = any($1)",
            "delete from ogi.mt_doc_organ where id = any($1)", "delete from ogi.mt_doc_division where id = any($1)",
            "delete from ogi.organ_code where 'organs/' || code = any($1)",
        })
        {
            await using var command = database.CreateCommand(sql);
            command.Parameters.Add(new() { Value = streams });
            await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task<long> Count(string connectionString, string sql)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
