using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StatsService.Hosting;
using StatsService.RollUp;

namespace StatsService.Benchmarks;

/// <summary>The service on a database, as shipped, with a channel to it.</summary>
internal sealed class BenchmarkService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private BenchmarkService(WebApplication app)
    {
        _app = app;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Channel = GrpcChannel.ForAddress(addresses.First(), new() { MaxReceiveMessageSize = 64 << 20 });
    }

    public GrpcChannel Channel { get; }

    public IServiceProvider Services => _app.Services;

    /// <param name="rollUp">Whether the figures of divisions are kept up to date beside.</param>
    public static async Task<BenchmarkService> Start(string connectionString, bool rollUp = true)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Kestrel:Endpoints:Grpc:Url"] = "http://127.0.0.1:0",
            ["Kestrel:Endpoints:Grpc:Protocols"] = "Http2",
            ["Kestrel:Endpoints:Http:Url"] = "http://127.0.0.1:0",
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddStatsService(connectionString);
        if (!rollUp)
        {
            builder.Services.Remove(
                builder.Services.Single(service => service.ImplementationType == typeof(Projector)));
        }

        var app = builder.Build();
        app.MapStatsService();
        await app.Services.PrepareStore(CancellationToken.None);
        await app.StartAsync();
        return new(app);
    }

    /// <summary>Waits until the roll-up stands where the log does now.</summary>
    public async Task CaughtUp()
    {
        var log = await Services.GetRequiredService<Log.HighWater>().Read(default);
        var progress = Services.GetRequiredService<RollUpProgress>();
        while (progress.Current is not { } current || current.Log.Number < log)
        {
            await Task.Delay(5);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
