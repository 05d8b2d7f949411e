using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Reports;

/// <summary>Every request takes any code of an organ; answers bear its id.</summary>
public sealed class OtherCodes(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task A_report_is_filed_changed_and_read_by_any_code_of_its_organ()
    {
        var (id, code) = ($"test-{Guid.NewGuid():N}"[..20], $"code-{Guid.NewGuid():N}"[..20]);
        await service.Registry.CreateOrganAsync(new()
        {
            Organ = new()
            {
                Name = "organs/" + id,
                Names = { new TimedName { Title = "测试局" } },
                Kind = OrganKind.Department,
                Division = "divisions/140400",
                Codes = { code },
            },
        });
        var (own, other) = ($"organs/{id}/reports/2021-organ", $"organs/{code}/reports/2021-organ");

        var filed = (await service.Reports.FileReportAsync(new() { Report = BalancedReports.Of(other, 7) })).Report;
        var correction = BalancedReports.Of(other, 8);
        correction.Etag = filed.Etag;
        var report = (await service.Reports.CorrectReportAsync(new() { Report = correction, Reason = "改" })).Report;
        report = (await service.Reports.ReturnReportAsync(
            new() { Name = other, Etag = report.Etag, Notice = new() { Reason = "请核对" } })).Report;

        Assert.Equal([own, own], [filed.Name, report.Name]);
        Assert.Equal(report, (await service.Reports.GetReportAsync(new() { Name = other })).Report);
        var listed = (await service.Reports.ListReportsAsync(new() { Parent = "organs/" + code })).Reports;
        Assert.Equal(own, listed.Single().Name);
        var revisions = (await service.Reports.ListReportRevisionsAsync(new() { Parent = other })).Revisions;
        Assert.Equal([$"{own}/revisions/3", $"{own}/revisions/2", $"{own}/revisions/1"], revisions.Select(r => r.Name));
    }
}
