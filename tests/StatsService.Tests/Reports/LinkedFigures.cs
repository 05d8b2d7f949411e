using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Reports;

/// <summary>Figures in sentences that belong together: 受理182件，其中网络申请151件，占82.97%.</summary>
public sealed class LinkedFigures(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task A_share_that_is_right_has_no_finding_and_reads_back_as_it_was_sent()
    {
        var sent = Sentence("82.97");

        var report = (await service.Reports.FileReportAsync(new() { Report = await Named(sent) })).Report;
        var read = (await service.Reports.GetReportAsync(new() { Name = report.Name })).Report;

        Assert.Empty(read.Findings);
        Assert.Equal(sent, read.StatedFigures);
    }

    [Fact]
    public async Task A_confirmation_of_a_wrong_one_ends_when_the_percentage_changes()
    {
        var report = (await service.Reports.FileReportAsync(new() { Report = await Named(Sentence("17.03")) })).Report;
        var finding = Assert.Single(report.Findings);
        Assert.Equal("text.percent@network", finding.FindingId);
        var confirmed = (await service.Reports.ConfirmFindingAsync(new()
        {
            Name = report.Name,
            Etag = report.Etag,
            FindingIds = { finding.FindingId },
            Reason = "与公开发布的年报一致",
        })).Report;
        Assert.False(Assert.Single(confirmed.Findings).Confirmation.Expired);

        var other = confirmed.Clone();
        other.StatedFigures[1].Percent = "18.03";
        var corrected = (await service.Reports.CorrectReportAsync(new() { Report = other, Reason = "更正百分比" })).Report;

        Assert.True(Assert.Single(corrected.Findings).Confirmation.Expired);
    }

    private static List<StatedFigure> Sentence(string percent)
    {
        var network = MadeUpReports.Stated("network", "indicators/requests.channel.network", 151);
        (network.ShareOf, network.Percent) = ("all", percent);
        return [MadeUpReports.Stated("all", "indicators/applications.accepted", 182), network];
    }

    private async Task<Report> Named(IEnumerable<StatedFigure> figures)
    {
        var report = MadeUpReports.Of(await TestOrgans.Register(service), "2019-region");
        report.StatedFigures.Add(figures);
        return report;
    }
}
