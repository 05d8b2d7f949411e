using Grpc.Core;
using Npgsql;
using Ogi.Stats.V1;
using StatsService.Log;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Log;

/// <summary>
/// A log whose end was lost in place, which nothing but its events tells, and that was written on: positions of the
/// lost end are refused, and no other is given out as common that is not.
/// </summary>
public sealed class RestoredLog(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Positions_and_page_tokens_of_the_lost_end_are_refused_and_those_before_it_hold()
    {
        var organ = await TestOrgans.Register(service);
        var kept = await File(organ, 2018);
        var lost = await File(organ, 2019);
        await File(organ, 2020);
        var list = new ListReportsRequest { Parent = organ, PageSize = 1 };
        list.PageToken = (await service.Reports.ListReportsAsync(list)).NextPageToken;

        await LoseAllAfter(kept.Name);
        await File(organ, 2021);
        await File(organ, 2022);
        await File(organ, 2023);

        var status = await Refused.With(StatusCode.FailedPrecondition, "HISTORY_CHANGED", async () =>
            await service.Reports.ListReportsAsync(
                new() { Parent = organ, Read = new() { Position = lost.LastEvent.Position } }));
        var common = status.GetDetail<Google.Rpc.ErrorInfo>()!.Metadata["last_common_position"];
        Assert.True(Position.Parse(common)!.Number <= Position.Parse(kept.LastEvent.Position)!.Number);
        Assert.Empty((await service.Reports.ListReportsAsync(
            new() { Parent = organ, Read = new() { Position = common } })).Reports);
        await Refused.With(StatusCode.FailedPrecondition, "HISTORY_CHANGED", async () =>
            await service.Reports.ListReportsAsync(list));
        var before = await service.Reports.ListReportsAsync(
            new() { Parent = organ, Read = new() { Position = kept.LastEvent.Position } });
        Assert.Equal([2018], before.Reports.Select(report => report.Year));
    }

    /// <summary>Takes the log back to a report's first event: its numbers are given to other events then.</summary>
    private async Task LoseAllAfter(string report)
    {
        const string Sql = """
            with last as (select max(seq_id) number from ogi.mt_events where stream_id = $1),
              gone as (delete from ogi.mt_events where seq_id > (select number from last) returning stream_id),
              reports as (delete from ogi.mt_doc_annualreport where id in (select stream_id from gone)),
              streams as (delete from ogi.mt_streams where id in (select stream_id from gone))
            select setval('ogi.mt_events_sequence', (select number from last))
            """;
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = report });
        await command.ExecuteNonQueryAsync();
    }

    private async Task<Report> File(string organ, int year) => (await service.Reports.FileReportAsync(
        new() { Report = BalancedReports.Of($"{organ}/reports/{year}-region", 7) })).Report;
}
