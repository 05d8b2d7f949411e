using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Reports;

/// <summary>From filing to withdrawal, and back on file.</summary>
public sealed class LifeOfAReport(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task A_filed_report_reads_back_as_it_was_sent()
    {
        var sent = BalancedReports.Of(await service.NewReport(), received: 7);

        var filed = await service.Reports.FileReportAsync(new() { Report = sent });

        Assert.True(filed.Changed);
        Assert.Equal(ReportState.Filed, filed.Report.State);
        var read = (await service.Reports.GetReportAsync(new() { Name = sent.Name })).Report;
        Assert.Equal(filed.Report, read);
        Assert.Equal(sent.Tables[0].Cells, read.Tables[0].Cells);
        Assert.Empty(read.Findings);
    }

    [Fact]
    public async Task Filing_the_same_again_changes_nothing()
    {
        var sent = BalancedReports.Of(await service.NewReport(), received: 7);
        var first = await service.Reports.FileReportAsync(new() { Report = sent });

        var second = await service.Reports.FileReportAsync(new() { Report = sent });

        Assert.False(second.Changed);
        Assert.Equal(first.Report, second.Report);
    }

    [Fact]
    public async Task Every_step_is_a_revision_with_who_when_and_why()
    {
        var report = (await service.Reports.FileReportAsync(
            new() { Report = BalancedReports.Of(await service.NewReport(), 7) })).Report;
        report = (await service.Reports.ReturnReportAsync(new()
        {
            Name = report.Name,
            Etag = report.Etag,
            Notice = new() { Reason = "请核对" },
        })).Report;
        Assert.Equal("请核对", report.ReturnNotice.Reason);
        var corrected = BalancedReports.Of(report.Name, 8);
        corrected.Etag = report.Etag;
        var correction = await service.Reports.CorrectReportAsync(new() { Report = corrected, Reason = "漏计一件" });
        Assert.Equal(6, correction.Changes.Count);
        report = (await service.Reports.AcceptReportAsync(
            new() { Name = report.Name, Etag = correction.Report.Etag })).Report;
        report = (await service.Reports.WithdrawReportAsync(
            new() { Name = report.Name, Etag = report.Etag, Reason = "误报" })).Report;
        report = (await service.Reports.FileReportAsync(
            new() { Report = BalancedReports.Of(report.Name, 9) })).Report;

        var revisions = (await service.Reports.ListReportRevisionsAsync(new() { Parent = report.Name })).Revisions;

        Assert.Equal(
            [
                ChangeKind.Filed, ChangeKind.Withdrawn, ChangeKind.Accepted,
                ChangeKind.Corrected, ChangeKind.Returned, ChangeKind.Filed,
            ],
            revisions.Select(revision => revision.Kind));
        Assert.Equal(["", "误报", "", "漏计一件", "请核对", ""], revisions.Select(revision => revision.Event.Reason));
        Assert.All(revisions, revision => Assert.Equal("development", revision.Event.Client));
        Assert.Equal(6, report.Revision);
    }

    [Fact]
    public async Task Filed_in_place_of_a_withdrawn_one_it_was_filed_then_and_first_before()
    {
        var sent = BalancedReports.Of(await service.NewReport(), received: 7);
        var first = (await service.Reports.FileReportAsync(new() { Report = sent })).Report;
        await service.Reports.WithdrawReportAsync(new() { Name = first.Name, Etag = first.Etag, Reason = "误报" });

        var again = (await service.Reports.FileReportAsync(new() { Report = sent })).Report;
        var accepted = (await service.Reports.AcceptReportAsync(new() { Name = again.Name, Etag = again.Etag })).Report;

        Assert.Equal(first.LastEvent.Time, first.Timeliness.FiledTime);
        Assert.Equal(again.LastEvent.Time, accepted.Timeliness.FiledTime);
        Assert.Equal(first.FirstEvent.Time, accepted.FirstEvent.Time);
    }
}
