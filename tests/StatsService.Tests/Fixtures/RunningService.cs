using Grpc.Net.Client;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace StatsService.Tests.Fixtures;

/// <summary>The service on a real Kestrel with free ports, on a database of its own.</summary>
internal sealed class RunningService : WebApplicationFactory<Program>
{
    private readonly Dictionary<string, string> _settings;
    private readonly Action<IServiceCollection> _change;

    public RunningService(string connectionString, params (string Key, string Value)[] settings)
        : this(connectionString, change: _ => { }, settings)
    {
    }

    /// <param name="change">Replaces services.</param>
    public RunningService(
        string connectionString, Action<IServiceCollection> change, params (string Key, string Value)[] settings)
    {
        _change = change;
        _settings = settings.ToDictionary(setting => setting.Key, setting => setting.Value, StringComparer.Ordinal);
        _settings["ConnectionStrings:Stats"] = connectionString;
        _settings["Kestrel:Endpoints:Grpc:Url"] = "http://127.0.0.1:0";
        _settings["Kestrel:Endpoints:Http:Url"] = "http://127.0.0.1:0";
        UseKestrel();
        StartServer();
    }

    /// <summary>Where gRPC is spoken, in cleartext HTTP/2.</summary>
    public string GrpcAddress => Addresses[0];

    /// <summary>Where JSON is spoken, over HTTP/1.1.</summary>
    public string HttpAddress => Addresses[1];

    private List<string> Addresses =>
        [.. Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses];

    public GrpcChannel Connect() => GrpcChannel.ForAddress(GrpcAddress, new() { MaxReceiveMessageSize = 64 << 20 });

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(_change);
    }
}
