using Grpc.Core;
using Npgsql;
using Ogi.Stats.V1;

namespace StatsService.Benchmarks;

/// <summary>A service that reports are filed with, on a database of its own.</summary>
internal sealed class FilingSide(BenchmarkService service, NpgsqlDataSource database) : IAsyncDisposable
{
    private readonly ReportService.ReportServiceClient _reports = new(service.Channel);

    public static async Task<FilingSide> Start(string connectionString, bool rollUp) => new(
        await BenchmarkService.Start(connectionString, rollUp), NpgsqlDataSource.Create(connectionString));

    /// <summary>Files them as one stream.</summary>
    public async Task Stream(IReadOnlyList<ReportToFile> reports)
    {
        using var call = _reports.BatchFileReports();
        var reading = Task.Run(async () =>
        {
            await foreach (var answer in call.ResponseStream.ReadAllAsync())
            {
                Demand(answer is { Changed: true, Filed.Revision: 1 }, answer);
            }
        });
        foreach (var report in reports)
        {
            await call.RequestStream.WriteAsync(new() { Item = report.Request });
        }

        await call.RequestStream.CompleteAsync();
        await reading;
    }

    public async Task File(ReportToFile report)
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
