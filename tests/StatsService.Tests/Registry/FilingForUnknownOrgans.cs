using Grpc.Core;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Registry;

/// <summary>A filing for an organ that is not registered answers with the nearest names and ids.</summary>
public sealed class FilingForUnknownOrgans(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task A_slip_in_the_id_is_answered_with_the_organ_meant()
    {
        var refused = await File("organs/14040/reports/2019-region", title: "");

        Assert.Equal(("organs/140400", "长治市人民政府"), refused.Nearest[0]);
        Assert.Contains("organs/140400（长治市人民政府）", refused.Zh, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("长治市人民政府2019年政府信息公开工作年度报告")]
    [InlineData("长冶市人民政府2019年政府信息公开工作年度报告")] // 冶 for 治
    [InlineData("长治市2019年政府信息公开工作年度报告")]
    public async Task The_reports_title_tells_which_organ_may_be_meant(string title)
    {
        var refused = await File("organs/unknown/reports/2019-region", title);

        Assert.Contains("organs/140400", refused.Nearest.Select(near => near.Name));
    }

    [Fact]
    public async Task A_validation_says_the_same()
    {
        var answer = await service.Reports.ValidateReportAsync(
            new() { Report = new() { Name = "organs/14040/reports/2019-region" } });

        Assert.Contains("organs/140400", Refused.Of(answer.Refusal).Nearest.Select(near => near.Name));
    }

    [Fact]
    public async Task A_report_is_filed_under_the_organs_id_whichever_of_its_codes_was_sent()
    {
        var organ = Departments.New();
        organ.Codes.Add("code-" + Departments.NewId());
        organ = await service.Create(organ);
        var filed = await service.Reports.FileReportAsync(
            new() { Report = BalancedReports.Of($"organs/{organ.Codes[0]}/reports/2021-organ", 7) });

        Assert.Equal(organ.Name + "/reports/2021-organ", filed.Report.Name);
        Assert.Single((await service.Reports.ListReportsAsync(new() { Parent = "organs/" + organ.Codes[0] })).Reports);
        var byCode = $"organs/{organ.Codes[0]}/reports/2021-organ";
        Assert.Equal(filed.Report.Name, (await service.Reports.GetReportAsync(new() { Name = byCode })).Report.Name);
        Assert.Single((await service.Reports.ListReportRevisionsAsync(new() { Parent = byCode })).Revisions);
    }

    [Fact]
    public async Task Reports_of_a_former_division_are_still_filed()
    {
        var filed = await service.Reports.FileReportAsync(
            new() { Report = BalancedReports.Of("organs/320829/reports/2014-region", 7) });

        Assert.Equal("洪泽县人民政府", filed.Report.OrganTitle);
        Assert.Single((await service.Reports.ListReportsAsync(
            new() { Filter = new() { Divisions = { "divisions/320800" } } })).Reports);
    }

    private async Task<Refused> File(string name, string title)
    {
        var refused = await Refused.By(
            () => service.Reports.FileReportAsync(new() { Report = new() { Name = name, Title = title } }));
        Assert.Equal((StatusCode.InvalidArgument, "UNKNOWN_ORGAN"), (refused.Code, refused.Reason));
        Assert.Equal(["report.name"], refused.Fields);
        return refused;
    }
}
