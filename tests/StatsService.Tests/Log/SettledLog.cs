using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using StatsService.Log;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Log;

/// <summary>
/// A number is settled only when nothing at or below it can still appear; nobody holds that up beyond the limit.
/// </summary>
public sealed class SettledLog(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_writer_that_took_a_number_holds_the_log_until_it_commits()
    {
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        using var water = Water(database, TimeSpan.FromMinutes(1));
        var before = await water.Read(default);
        await using var writer = await database.OpenConnectionAsync();
        await using var transaction = await writer.BeginTransactionAsync();
        var taken = await Append(writer);

        var other = await AppendCommitted(database);
        Assert.Equal(before, await water.Read(default));

        await transaction.CommitAsync();
        Assert.True(taken < other);
        Assert.Equal(other, await water.Read(default));
    }

    [Fact]
    public async Task A_number_that_was_rolled_back_holds_nothing_up()
    {
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        using var water = Water(database, TimeSpan.FromMinutes(1));
        await using var writer = await database.OpenConnectionAsync();
        await using (var transaction = await writer.BeginTransactionAsync())
        {
            await Append(writer);
            await water.Read(default);
            await transaction.RollbackAsync();
        }

        var other = await AppendCommitted(database);

        Assert.Equal(other, await water.Read(default));
    }

    [Fact]
    public async Task A_dead_number_does_not_wait_for_writers_that_came_later()
    {
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        using var water = Water(database, TimeSpan.FromMinutes(1));
        await using var first = await database.OpenConnectionAsync();
        await using var rolledBack = await first.BeginTransactionAsync();
        await Append(first);
        await water.Read(default);
        await using var second = await database.OpenConnectionAsync();
        await using var open = await second.BeginTransactionAsync();
        await rolledBack.RollbackAsync();

        var committed = await AppendCommitted(database);
        var held = await Append(second);

        Assert.Equal(committed, await water.Read(default));
        await open.CommitAsync();
        Assert.Equal(held, await water.Read(default));
    }

    [Fact]
    public async Task A_writer_beyond_the_limit_is_ended_by_the_server()
    {
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        using var water = Water(database, Limit);
        await using var writer = await database.OpenConnectionAsync();
        await using var transaction = await writer.BeginTransactionAsync();
        await Append(writer);
        var other = await AppendCommitted(database);

        var settled = await water.Read(default);
        for (var tries = 0; settled < other && tries < 100; tries++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100));
            settled = await water.Read(default);
        }

        Assert.Equal(other, settled);
        await Assert.ThrowsAnyAsync<NpgsqlException>(async () => await transaction.CommitAsync());
    }

    [Fact]
    public async Task After_a_start_a_writer_holds_up_only_what_follows_its_number()
    {
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        await using (var command = database.CreateCommand("select nextval('ogi.mt_events_sequence')"))
        {
            await command.ExecuteScalarAsync(); // dead, and known to be once the writers of now have ended
        }

        var before = await AppendCommitted(database);
        await using var writer = await database.OpenConnectionAsync();
        await using var transaction = await writer.BeginTransactionAsync();
        await Append(writer);
        await AppendCommitted(database);
        using var water = Water(database, TimeSpan.FromMinutes(1));

        var held = await water.Read(default);
        await transaction.CommitAsync();
        var after = await AppendCommitted(database);

        Assert.True(held <= before);
        Assert.Equal(after, await water.Read(default));
    }

    [Fact]
    public async Task A_writer_that_may_not_be_ended_holds_the_log_and_fails_no_reader()
    {
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        var role = $"reader_{Guid.NewGuid():N}";
        await using (var command = database.CreateCommand($"""
            create role {role} login; grant usage on schema ogi to {role};
            grant select on all tables in schema ogi to {role}; grant select on all sequences in schema ogi to {role};
            grant pg_read_all_stats to {role}
            """))
        {
            await command.ExecuteNonQueryAsync();
        }

        var connection = new NpgsqlConnectionStringBuilder(service.ConnectionString) { Username = role };
        await using var reading = NpgsqlDataSource.Create(connection);
        using var water = Water(reading, TimeSpan.Zero);
        var before = await water.Read(default);
        await using var writer = await database.OpenConnectionAsync();
        await using var transaction = await writer.BeginTransactionAsync();
        await Append(writer);

        Assert.Equal(before, await water.Read(default));
        Assert.Equal(before, await water.Read(default));
        await transaction.CommitAsync();
        Assert.True(await water.Read(default) > before);
    }

    private HighWater Water(NpgsqlDataSource database, TimeSpan limit) =>
        new(
            database, service.Services.GetRequiredService<HistoryWatch>(), new HighWaterOptions(limit),
            NullLogger<HighWater>.Instance);

    private static async Task<long> AppendCommitted(NpgsqlDataSource database)
    {
        await using var connection = await database.OpenConnectionAsync();
        return await Append(connection);
    }

    /// <summary>An event as any writer appends it: its number comes from the log's sequence.</summary>
    private static async Task<long> Append(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(
            """
            with stream as (
              insert into ogi.mt_streams (id, version) values ('test/' || gen_random_uuid(), 1) returning id)
            insert into ogi.mt_events (seq_id, id, stream_id, version, data, bdata, type)
            select nextval('ogi.mt_events_sequence'), gen_random_uuid(), id, 1, '{}', '', 'rules_changed' from stream
            returning seq_id
            """,
            connection);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
