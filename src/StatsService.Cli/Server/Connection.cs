using System.CommandLine;
using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Client;

namespace StatsService.Cli.Server;

/// <summary>The service, as the command line's options name it.</summary>
internal sealed class Connection : IDisposable
{
    private Connection(Uri address, string? token, TimeSpan timeout)
    {
        Address = address;
        Timeout = timeout;
        Client = new(new StatsClientOptions
        {
            Address = address,
            Token = string.IsNullOrEmpty(token) ? null : _ => Task.FromResult<string?>(token),
            Deadline = timeout,
            MaxAttempts = 1, // Who types a command sees at once that the service is not there.
        });
    }

    public Uri Address { get; }

    /// <summary>How long to wait for each answer.</summary>
    public TimeSpan Timeout { get; }

    public StatsClient Client { get; }

    public ReportService.ReportServiceClient Reports => Client.Reports;

    public RegistryService.RegistryServiceClient Registry => Client.Registry;

    public FormService.FormServiceClient Forms => Client.Forms;

    public StatisticsService.StatisticsServiceClient Statistics => Client.Statistics;

    public ExportService.ExportServiceClient Exports => Client.Exports;

    public static Connection Open(ParseResult parsed) => new(
        parsed.GetRequiredValue(CommonOptions.Server),
        parsed.GetValue(CommonOptions.Token) ?? Environment.GetEnvironmentVariable("STATS_TOKEN"),
        TimeSpan.FromSeconds(parsed.GetValue(CommonOptions.Timeout)));

    /// <summary>For a call with one answer.</summary>
    public CallOptions Call(CancellationToken ct) =>
        new(deadline: TimeProvider.System.GetUtcNow().UtcDateTime + Timeout, cancellationToken: ct);

    /// <summary>For a stream, which may take its time: <see cref="BatchCall"/> waits for each answer.</summary>
    public static CallOptions Stream(CancellationToken ct) => new(cancellationToken: ct);

    public void Dispose() => Client.Dispose();
}
