using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Ogi.Stats.V1;
using StatsService.Callers;
using StatsService.Reports;

namespace StatsService.Benchmarks;

/// <summary>
/// A service that reports are filed with, on a database of its own: through the use cases, with the access checks that
/// the interceptor makes, or over a real channel.
/// </summary>
internal sealed class FilingSide(BenchmarkService service, NpgsqlDataSource database) : IAsyncDisposable
{
    public static readonly Caller Caller = new(
        "development", "", "", Enum.GetValues<Role>().Where(role => role != Role.Unspecified).ToHashSet(),
        Caller.Nation);

    private readonly ReportService.ReportServiceClient _reports = new(service.Channel);
    private readonly AccessCheck _access = service.Services.GetRequiredService<AccessCheck>();
    private readonly FileReport _file = service.Services.GetRequiredService<FileReport>();
    private readonly BatchFileReports _batch = service.Services.GetRequiredService<BatchFileReports>();

    public GrpcChannel Channel => service.Channel;

    public IServiceProvider Services => service.Services;

    public static async Task<FilingSide> Start(string connectionString, bool rollUp) => new(
        await BenchmarkService.Start(connectionString, rollUp), NpgsqlDataSource.Create(connectionString));

    /// <summary>Files them as one stream.</summary>
    public async Task Stream(IReadOnlyList<ReportToFile> reports)
    {
        var answers = new ListWriter<BatchFileReportsResponse>();
        var items = reports.Select(report => new BatchFileReportsRequest { Item = report.Request });
        await _batch.Handle(new ListReader<BatchFileReportsRequest>(items), answers, Caller, default);
        Demand(answers.Written.Count == reports.Count, answers.Written.Count);
        answers.Written.ForEach(answer => Demand(answer is { Changed: true, Filed.Revision: 1 }, answer));
    }

    public async Task File(ReportToFile report)
    {
        await _access.Demand("/ogi.stats.v1.ReportService/FileReport", Caller, report.Request, default);
        var answer = await _file.Handle(report.Request, Caller, default);
        Demand(answer is { Changed: true, Report.Revision: 1 }, answer);
    }

    public async Task FileOverGrpc(ReportToFile report)
    {
        var answer = await _reports.FileReportAsync(report.Request);
        Demand(answer is { Changed: true, Report.Revision: 1 }, answer);
    }

    /// <summary>Waits until the roll-up has everything.</summary>
    public Task Drain() => service.CaughtUp();

    /// <summary>How many were filed with all that belongs to it: event, snapshot and receipt.</summary>
    public Task<long> Count() => Scalar(
        """
        select count(*) from ogi.mt_events e
        join ogi.mt_doc_annualreport d on d.id = stream_id
        join ogi.request_receipt on streams = array[stream_id::text]
        where type = 'report_filed'
        """);

    public Task<double> PrintDisk(long reports) => DiskUse.Print(database, reports);

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        await database.DisposeAsync();
    }

    private static void Demand(bool filed, object answer)
    {
        if (!filed)
        {
            throw new InvalidOperationException($"Not filed: {answer}");
        }
    }

    private async Task<long> Scalar(string sql)
    {
        await using var command = database.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
