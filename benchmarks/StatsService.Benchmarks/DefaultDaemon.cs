using System.Diagnostics;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using Marten;
using Marten.Events.Aggregation;
using Npgsql;

namespace StatsService.Benchmarks;

/// <summary>The other side of freshness: Marten's asynchronous daemon with all options as they come.</summary>
internal sealed class DefaultDaemon : IAsyncDisposable
{
    private readonly DocumentStore _store;
    private readonly IProjectionDaemon _daemon;

    private DefaultDaemon(DocumentStore store, IProjectionDaemon daemon) => (_store, _daemon) = (store, daemon);

    public static async Task<DefaultDaemon> Start(string server)
    {
        await using (var admin = NpgsqlDataSource.Create(server))
        {
            await using var command = admin.CreateCommand("create database daemon");
            await command.ExecuteNonQueryAsync();
        }

        var connection = new NpgsqlConnectionStringBuilder(server) { Database = "daemon" }.ConnectionString;
        var store = DocumentStore.For(options =>
        {
            options.Connection(connection);
            options.Projections.Add<CountedProjection>(ProjectionLifecycle.Async);
        });
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        var daemon = await store.BuildProjectionDaemonAsync();
        await daemon.StartAllAsync();
        return new(store, daemon);
    }

    /// <summary>Milliseconds from before the event is stored until what the daemon makes of it is there.</summary>
    public async Task<double> Append()
    {
        var stream = Guid.NewGuid();
        var start = Stopwatch.GetTimestamp();
        await using (var session = _store.LightweightSession())
        {
            session.Events.StartStream(stream, new Happened());
            await session.SaveChangesAsync();
        }

        while (true)
        {
            await using var session = _store.QuerySession();
            if (await session.LoadAsync<Counted>(stream) is not null)
            {
                return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }

            await Task.Delay(2);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _daemon.StopAllAsync();
        _daemon.Dispose();
        await _store.DisposeAsync();
    }
}

/// <summary>Something happened.</summary>
public sealed record Happened;

/// <summary>How often.</summary>
public sealed class Counted
{
    /// <summary>The stream.</summary>
    public Guid Id { get; set; }

    /// <summary>Its events.</summary>
    public int Events { get; set; }
}

/// <summary>Counts events by stream.</summary>
public sealed class CountedProjection : SingleStreamProjection<Counted, Guid>
{
    /// <summary>One more.</summary>
    public static void Apply(Happened happened, Counted counted) => counted.Events += happened is null ? 0 : 1;
}
