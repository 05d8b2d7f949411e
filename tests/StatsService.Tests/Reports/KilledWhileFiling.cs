using Grpc.Core;
using Npgsql;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Reports;

/// <summary>A service that is killed while it stores a group of filings.</summary>
public sealed class KilledWhileFiling(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const int Count = 30;

    [Fact]
    public async Task What_was_acknowledged_is_on_file_nothing_is_half_and_sent_again_each_is_filed_once()
    {
        var items = new List<BatchFileReportsRequest>();
        for (var i = 0; i < Count; i++)
        {
            var name = await TestOrgans.Register(service) + "/reports/2021-region";
            var report = BalancedReports.Of(name, 7);
            report.NarrativeSections.Add(new NarrativeSection { Text = $"正文{i}" });
            items.Add(new() { Item = new() { Report = report, RequestId = Guid.NewGuid().ToString() } });
        }

        // The last of the group in the order in which streams are written: all others are written, and not committed.
        var last = items.Skip(1).MaxBy(item => item.Item.Report.Name, StringComparer.Ordinal)!;
        await using var blocked = await BlockedStream.Begin(service.ConnectionString, last.Item.Report.Name);
        BatchFileReportsResponse acknowledged;
        await using (var killed = await ServiceProcess.Start(service.ConnectionString))
        {
            using var channel = killed.Connect();
            using var call = new ReportService.ReportServiceClient(channel).BatchFileReports();
            await call.RequestStream.WriteAsync(items[0]);
            await call.ResponseStream.MoveNext(default);
            acknowledged = call.ResponseStream.Current;
            foreach (var item in items.Skip(1))
            {
                await call.RequestStream.WriteAsync(item);
            }

            await blocked.UntilSomeoneWaits();
        }

        await blocked.Release();
        var filed = acknowledged.Filed.Revision;
        var rows = await Rows(items);
        using var again = service.Reports.BatchFileReports();
        foreach (var item in items)
        {
            await again.RequestStream.WriteAsync(item);
        }

        await again.RequestStream.CompleteAsync();
        var answers = await again.ResponseStream.ReadAllAsync().ToListAsync();

        Assert.Equal(1, filed);
        Assert.All(rows, row => Assert.Equal(row.Events, row.Others));
        Assert.Contains(items[0].Item.Report.Name, rows.Where(row => row.Events == 1).Select(row => row.Name));
        Assert.DoesNotContain(last.Item.Report.Name, rows.Where(row => row.Events == 1).Select(row => row.Name));
        Assert.Equal(acknowledged, answers[0]);
        Assert.All(answers, answer => Assert.Equal((1, true), (answer.Filed?.Revision, answer.Changed)));
        Assert.All(await Rows(items), row => Assert.Equal((1, 1), (row.Events, row.Others)));
    }

    /// <summary>Of each the events, and the fewest or most of what belongs to one: more or less is half.</summary>
    private async Task<List<(string Name, long Events, long Others)>> Rows(List<BatchFileReportsRequest> items)
    {
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        await using var command = database.CreateCommand("""
            select name, (select count(*) from ogi.mt_events where stream_id = name), least(a, b, c), greatest(a, b, c)
            from unnest($1) name, lateral (select
              (select count(*) from ogi.mt_doc_annualreport where id = name) a,
              (select count(*) from ogi.request_receipt where streams = array[name]) b,
              (select count(*) from ogi.source_use where report = name) c) counts
            """);
        command.Parameters.Add(new() { Value = items.Select(item => item.Item.Report.Name).ToArray() });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<(string Name, long Events, long Others)>();
        while (await reader.ReadAsync())
        {
            Assert.Equal(reader.GetInt64(2), reader.GetInt64(3));
            rows.Add((reader.GetString(0), reader.GetInt64(1), reader.GetInt64(2)));
        }

        return rows;
    }
}
