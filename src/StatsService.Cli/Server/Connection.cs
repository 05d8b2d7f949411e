using System.CommandLine;
using Grpc.Core;
using Grpc.Net.Client;
using Ogi.Stats.V1;

namespace StatsService.Cli.Server;

/// <summary>The service, as the command line's options name it.</summary>
internal sealed class Connection : IDisposable
{
    private const int MaxAnswer = 256 * 1024 * 1024;

    private readonly GrpcChannel _channel;
    private readonly Metadata _headers = [];

    private Connection(Uri address, string? token, TimeSpan timeout)
    {
        Address = address;
        Timeout = timeout;
        if (!string.IsNullOrEmpty(token))
        {
            _headers.Add("authorization", "Bearer " + token);
        }

        _channel = GrpcChannel.ForAddress(address, new()
        {
            MaxReceiveMessageSize = MaxAnswer,
            DisposeHttpClient = true,
            HttpHandler = new SocketsHttpHandler
            {
                ConnectTimeout = timeout,
                UseProxy = address.Scheme == Uri.UriSchemeHttps, // A proxy tunnels TLS, but not HTTP/2 in cleartext.
                EnableMultipleHttp2Connections = true,
            },
        });
    }

    public Uri Address { get; }

    /// <summary>How long to wait for each answer.</summary>
    public TimeSpan Timeout { get; }

    public ReportService.ReportServiceClient Reports => new(_channel);

    public RegistryService.RegistryServiceClient Registry => new(_channel);

    public FormService.FormServiceClient Forms => new(_channel);

    public StatisticsService.StatisticsServiceClient Statistics => new(_channel);

    public ExportService.ExportServiceClient Exports => new(_channel);

    public static Connection Open(ParseResult parsed) => new(
        parsed.GetRequiredValue(CommonOptions.Server),
        parsed.GetValue(CommonOptions.Token) ?? Environment.GetEnvironmentVariable("STATS_TOKEN"),
        TimeSpan.FromSeconds(parsed.GetValue(CommonOptions.Timeout)));

    /// <summary>For a call with one answer.</summary>
    public CallOptions Call(CancellationToken ct) =>
        new(_headers, TimeProvider.System.GetUtcNow().UtcDateTime + Timeout, ct);

    /// <summary>For a stream, which may take its time: <see cref="BatchCall"/> waits for each answer.</summary>
    public CallOptions Stream(CancellationToken ct) => new(_headers, cancellationToken: ct);

    public void Dispose() => _channel.Dispose();
}
