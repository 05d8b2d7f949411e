using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using StatsService.Client;
using StatsService.Embedded;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Following;

/// <summary>A service as a process, its PostgreSQL, and a cable to it: all of them can be killed.</summary>
internal sealed class KilledSite : IAsyncDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"stats-killed-{Guid.NewGuid():N}");
    private EmbeddedPostgres _postgres = null!;
    private ServiceProcess _service = null!;

    private KilledSite()
    {
        Service = new($"http://127.0.0.1:{FreePort.Find()}");
        Cable = new(Service);
        Channel = GrpcChannel.ForAddress(Service);
    }

    /// <summary>Where it listens, past the cable.</summary>
    public Uri Service { get; }

    public Cable Cable { get; }

    public GrpcChannel Channel { get; }

    public string Database => _postgres.ConnectionString;

    public static async Task<KilledSite> Begin()
    {
        var site = new KilledSite();
        site._postgres = await EmbeddedPostgres.Start(
            new() { DataFolder = site._folder, SharedBuffersMegabytes = 64 }, NullLogger.Instance);
        site._service = await site.Serve();
        return site;
    }

    public Task Cut()
    {
        Cable.Cut();
        return Task.CompletedTask;
    }

    public async Task KillService()
    {
        await _service.Kill();
        await _service.DisposeAsync();
        _service = await Serve();
    }

    /// <summary>Whether what it needs was there.</summary>
    public static async Task<bool> Succeeds(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (Exception e) when (e is NpgsqlException || (e is RpcException call && call.IsTransient()))
        {
            await Task.Delay(100);
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await Cable.DisposeAsync();
        await _service.DisposeAsync();
        await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<ServiceProcess> Serve()
    {
        while (true)
        {
            try
            {
                return await ServiceProcess.Start(Database, ("Kestrel__Endpoints__Grpc__Url", Service.ToString()));
            }
            catch (Xunit.Sdk.TrueException)
            {
                // PostgreSQL was not back yet.
            }
        }
    }
}
