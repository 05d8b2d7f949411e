using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using StatsService.Client;
using StatsService.Client.Following;
using StatsService.Embedded;
using StatsService.Tests.Fixtures;
using StatsService.Tests.RollUp;
using StatsService.TestTools;

namespace StatsService.Tests.Following;

/// <summary>
/// The database is brought back to an earlier state with ordinary tools while the service runs, and more is written
/// than was lost: a follower that was ahead ends equal to it, and so do the figures.
/// </summary>
public sealed class RestoredDatabases : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"stats-restored-{Guid.NewGuid():N}");
    private readonly Random _random = new(Environment.TickCount);
    private EmbeddedPostgres _postgres = null!;
    private RunningService _service = null!;
    private GrpcChannel _channel = null!;
    private StatsClient _client = null!;
    private SmallCountryAtWork _work = null!;

    private string Data => Path.Combine(_folder, "data");

    private string Saved => Path.Combine(_folder, "saved");

    [NeedsFact("pg_dump", "pg_restore", "createdb", "dropdb")]
    public async Task From_a_dump() => await IsNoticed(
        () => Run("pg_dump", "--format=custom", "--file=" + Saved, "stats"),
        async () =>
        {
            await Run("dropdb", "--force", "stats");
            await Run("createdb", "stats");
            await Run("pg_restore", "--single-transaction", "--dbname=stats", Saved);
        });

    [Fact]
    public async Task From_a_copy_of_the_data_folder() => await IsNoticed(
        () => Stopped(() => Run("cp", "-a", Data, Saved)),
        () => Stopped(async () =>
        {
            await Run("rm", "-r", Data);
            await Run("cp", "-a", Saved, Data);
        }));

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_folder);
        _postgres = await Serve();
        _service = new(_postgres.ConnectionString);
        _client = new(new Uri(_service.GrpcAddress));
        _channel = _service.Connect();
        _work = new(await SmallCountry.New(_channel));
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        _channel.Dispose();
        await _service.DisposeAsync();
        await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task IsNoticed(Func<Task> save, Func<Task> restore)
    {
        var copy = new MemoryCopy();
        var follower = new Follower(_client, copy, new());
        await Write(20);
        await save();
        var common = await Position();
        await follower.CatchUp(default);
        await Write(10);
        await follower.CatchUp(default);
        var lost = copy.State!.Position;
        await Source.IsCopied(_client, copy.Resources);

        await restore();
        await Write(30);

        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await Again(() => _client.Changes.ListChangesAsync(new() { AfterPosition = lost })));
        Assert.Equal("HISTORY_CHANGED", refused.Reason());
        var status = refused.GetRpcStatus()!.GetDetail<Google.Rpc.ErrorInfo>()!;
        Assert.Equal(common, status.Metadata["last_common_position"]);
        var went = await _client.Changes.ListChangesAsync(new() { AfterPosition = common });
        Assert.NotEmpty(went.Changes);
        await follower.CatchUp(default);
        Assert.Equal(2, copy.State!.Snapshot);
        await Source.IsCopied(_client, copy.Resources);
        foreach (var year in SmallCountryAtWork.Years)
        {
            await Again(() => _channel.Verify(_work.Province, year));
        }
    }

    private async Task<string> Position() =>
        (await _client.Reports.ListReportsAsync(new() { PageSize = 1 })).Stamp.AsOfPosition;

    /// <summary>Whatever; but reports most of all.</summary>
    private async Task Write(int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            var acts = Enum.GetValues<Act>();
            var act = _random.Next(2) == 0 ? Act.File : acts[_random.Next(acts.Length)];
            var step = new Step(act, _random.Next(1, 1000), _random.Next(1000), _random.Next(1000));
            await Again(async () =>
            {
                await _work.Do(step);
                return true;
            });
        }
    }

    /// <summary>As long as the database is not back.</summary>
    private static async Task<T> Again<T>(Func<Task<T>> call)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await call();
            }
            catch (RpcException e) when (e.IsTransient() && tries < 50)
            {
                await Task.Delay(100);
            }
        }
    }

    private static Task<T> Again<T>(Func<AsyncUnaryCall<T>> call) => Again(async () => await call());

    private async Task Stopped(Func<Task> work)
    {
        await _postgres.DisposeAsync();
        await work();
        _postgres = await Serve();
    }

    private Task<EmbeddedPostgres> Serve() => EmbeddedPostgres.Start(
        new() { DataFolder = Data, SharedBuffersMegabytes = 64 }, NullLogger.Instance);

    private async Task Run(string program, params string[] arguments)
    {
        var server = new NpgsqlConnectionStringBuilder(_postgres.ConnectionString);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false };
        (start.Environment["PGHOST"], start.Environment["PGUSER"]) = (server.Host, server.Username);
        using var process = Process.Start(start)!;
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program}: {errors}");
    }
}
