using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using StatsService.Log;
using StatsService.RollUp;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.RollUp;

/// <summary>
/// A writer took its numbers of the log and stays open while others commit: nothing of its is missed, and what they
/// committed waits no longer than the limit.
/// </summary>
public sealed class WritersHeldOpen : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Beyond the limit: to notice it, to end the writer, to project; on a busy machine.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(3);

    private string _database = "";
    private RunningService _service = null!;

    [Fact]
    public async Task One_that_commits_just_before_the_limit_is_in_with_all_the_others()
    {
        var (country, other, writer) = await Begin();
        await using var held = writer;
        var committed = writer.Commit(Limit * 0.9);
        await Task.Delay(Limit * 0.5);
        Assert.Null(await Received(country));
        await committed;
        Assert.True(writer.Open > Limit * 0.9, $"{writer.Open}");

        await Visible(other);
        Assert.Equal(5 + 7, await Received(country));
        await _service.Services.IsRecomputed(2021, country.Province);
    }

    [Fact]
    public async Task One_that_is_ended_by_the_limit_holds_the_others_back_no_longer()
    {
        var (country, other, writer) = await Begin();
        await using var held = writer;

        await Visible(other);
        Assert.InRange(writer.Open, Limit * 0.5, Limit + Slack);
        Assert.Equal(7, await Received(country));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => writer.Commit(TimeSpan.Zero));
        await _service.Services.IsRecomputed(2021, country.Province);
    }

    [Fact]
    public async Task One_that_rolls_back_holds_nobody_back()
    {
        var (country, other, writer) = await Begin();
        await writer.DisposeAsync();

        await Visible(other);
        Assert.True(writer.Open < Limit, $"{writer.Open}");
        Assert.Equal(7, await Received(country));
        await _service.Services.IsRecomputed(2021, country.Province);
    }

    public async Task InitializeAsync()
    {
        _database = await TestDatabases.Create();
        _service = new(_database, services => services.AddSingleton(new HighWaterOptions(Limit)));
    }

    public async Task DisposeAsync()
    {
        await _service.DisposeAsync();
        await TestDatabases.Drop(_database);
    }

    /// <summary>A writer that is about to report 5, and after it another organ that reported 7.</summary>
    private async Task<(SmallCountry Country, long Other, HeldFiling Writer)> Begin()
    {
        using var channel = _service.Connect();
        var country = await SmallCountry.New(channel);
        var departments = await country.Departments(country.County, 3);
        await country.File(departments[0], "2020-organ", 5);
        await _service.Services.CaughtUp();
        var writer = await HeldFiling.Begin(_database, departments[0], departments[1]);
        await country.File(departments[2], "2021-organ", 7);
        return (country, await writer.Newest(), writer);
    }

    private Task<RollUpPoint> Visible(long number) =>
        _service.Services.GetRequiredService<RollUpProgress>().Reach(number, default);

    private async Task<decimal?> Received(SmallCountry country)
    {
        var point = _service.Services.GetRequiredService<RollUpProgress>().Current!;
        var key = new NodeKey(country.Province, 2021, StatsService.RollUp.ReportSet.OnFile);
        var node = await _service.Services.NodeAt(key, point.Generation, point.Log.Number);
        return node.Resolved().Sum("applications.received");
    }

    /// <summary>A filing whose transaction is open after it took its number.</summary>
    private sealed class HeldFiling(NpgsqlConnection connection) : IAsyncDisposable
    {
        private readonly Stopwatch _open = Stopwatch.StartNew();

        public TimeSpan Open => _open.Elapsed;

        /// <summary>As an organ reported for 2020, another one does for 2021.</summary>
        public static async Task<HeldFiling> Begin(string database, string like, string organ)
        {
            var connection = new NpgsqlConnection(database);
            await connection.OpenAsync();
            await connection.BeginTransactionAsync();
            var held = new HeldFiling(connection);
            await using var command = new NpgsqlCommand(
                """
                with stream as (
                    insert into ogi.mt_streams (id, version) values ('organs/' || $2 || '/reports/2021-organ', 1)
                    returning id)
                insert into ogi.mt_events (seq_id, id, stream_id, version, data, bdata, type)
                select nextval('ogi.mt_events_sequence'), gen_random_uuid(), s.id, 1, '{}', e.bdata, e.type
                from stream s, ogi.mt_events e where e.stream_id = 'organs/' || $1 || '/reports/2020-organ'
                """,
                connection);
            command.Parameters.Add(new() { Value = like });
            command.Parameters.Add(new() { Value = organ });
            Assert.Equal(1, await command.ExecuteNonQueryAsync());
            return held;
        }

        /// <summary>
        /// Commits when it is so old. PostgreSQL waits for that itself, so that nothing busy here comes in between.
        /// </summary>
        public async Task Commit(TimeSpan age)
        {
            await using var batch = new NpgsqlBatch(connection);
            var wait = new NpgsqlBatchCommand(
                "select pg_sleep(extract(epoch from transaction_timestamp() + $1 - clock_timestamp()))");
            wait.Parameters.Add(new() { Value = age });
            batch.BatchCommands.Add(wait);
            batch.BatchCommands.Add(new("commit"));
            await batch.ExecuteNonQueryAsync();
        }

        /// <summary>The number of the newest event that is committed, as others see it.</summary>
        public async Task<long> Newest()
        {
            await using var others = NpgsqlDataSource.Create(connection.ConnectionString);
            await using var command = others.CreateCommand("select max(seq_id) from ogi.mt_events");
            return (long)(await command.ExecuteScalarAsync())!;
        }

        public ValueTask DisposeAsync() => connection.DisposeAsync();
    }
}
