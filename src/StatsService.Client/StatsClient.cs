using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.Client.Configuration;
using Ogi.Stats.V1;

namespace StatsService.Client;

/// <summary>
/// The services of StatsService over one connection, with retries, deadlines and request ids. Keep one for the process;
/// it may be used by many threads.
/// </summary>
public sealed class StatsClient : IDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    /// <summary>What a call holds to be sent again: a report of the largest size.</summary>
    private const int RetryBytes = 8 * 1024 * 1024;

    private readonly GrpcChannel _channel;

    public StatsClient(StatsClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _channel = GrpcChannel.ForAddress(options.Address, Channel(options));
        var calls = _channel.Intercept(new CallDefaults(options.Deadline, TimeProvider.System));
        Reports = new(calls);
        Registry = new(calls);
        Statistics = new(calls);
        Forms = new(calls);
        Changes = new(calls);
        Exports = new(calls);
        Limits = new(calls);
    }

    public StatsClient(Uri address)
        : this(new StatsClientOptions { Address = address })
    {
    }

    /// <summary>Reports: read, file, correct, review.</summary>
    public ReportService.ReportServiceClient Reports { get; }

    /// <summary>Divisions and organs.</summary>
    public RegistryService.RegistryServiceClient Registry { get; }

    /// <summary>Figures of organs and divisions.</summary>
    public StatisticsService.StatisticsServiceClient Statistics { get; }

    /// <summary>Forms, rules and indicators.</summary>
    public FormService.FormServiceClient Forms { get; }

    /// <summary>Changes and snapshots; <see cref="Following.Follower"/> keeps a copy by them.</summary>
    public ChangeService.ChangeServiceClient Changes { get; }

    /// <summary>Files of reports and figures.</summary>
    public ExportService.ExportServiceClient Exports { get; }

    /// <summary>What the service allows: sizes, times, streams.</summary>
    public LimitsService.LimitsServiceClient Limits { get; }

    public void Dispose() => _channel.Dispose();

    private static GrpcChannelOptions Channel(StatsClientOptions options) => new()
    {
        MaxReceiveMessageSize = options.MaxAnswerBytes,
        MaxRetryBufferPerCallSize = RetryBytes,
        DisposeHttpClient = true,
        HttpHandler = new SocketsHttpHandler
        {
            ConnectTimeout = options.Deadline,
            EnableMultipleHttp2Connections = true,

            // A proxy tunnels TLS, but not HTTP/2 in cleartext.
            UseProxy = options.Address.Scheme == Uri.UriSchemeHttps,

            // So that a connection that was cut without a word is noticed.
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(20),
        },
        Credentials = Credentials(options),
        UnsafeUseInsecureChannelCallCredentials = true, // In a cluster TLS may end before the service.
        ServiceConfig = options.MaxAttempts == 1 ? null : new()
        {
            MethodConfigs =
            {
                new MethodConfig
                {
                    Names = { MethodName.Default },
                    RetryPolicy = new()
                    {
                        MaxAttempts = options.MaxAttempts,
                        InitialBackoff = FirstPause,
                        MaxBackoff = LongestPause,
                        BackoffMultiplier = 3,
                        RetryableStatusCodes = { StatusCode.Unavailable },
                    },
                },
            },
        },
    };

    private static ChannelCredentials Credentials(StatsClientOptions options)
    {
        var transport = options.Address.Scheme == Uri.UriSchemeHttps
            ? ChannelCredentials.SecureSsl
            : ChannelCredentials.Insecure;
        return options.Token is not { } token
            ? transport
            : ChannelCredentials.Create(transport, CallCredentials.FromInterceptor(async (context, headers) =>
            {
                if (await token(context.CancellationToken) is { Length: > 0 } given)
                {
                    headers.Add("authorization", "Bearer " + given);
                }
            }));
    }
}
