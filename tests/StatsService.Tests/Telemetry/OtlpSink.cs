using Grpc.AspNetCore.Server.Model;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace StatsService.Tests.Telemetry;

/// <summary>What operators run to receive telemetry, an OTLP/gRPC collector; this one keeps all that it gets.</summary>
internal sealed class OtlpSink : IAsyncDisposable
{
    private readonly WebApplication _app;

    private OtlpSink(WebApplication app) => _app = app;

    public string Address => _app.Urls.Single();

    public Received Received => _app.Services.GetRequiredService<Received>();

    public static async Task<OtlpSink> Start()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
            kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddRoutingCore();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<Received>();
        builder.Services.AddSingleton<IServiceMethodProvider<Received>, OtlpMethods>();
        var app = builder.Build();
        app.MapGrpcService<Received>();
        await app.StartAsync();
        return new(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
