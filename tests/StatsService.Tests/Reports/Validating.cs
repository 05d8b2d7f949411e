using Google.Rpc;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Reports;

/// <summary>The whole pipeline of filing, nothing stored.</summary>
public sealed class Validating(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task A_validation_gives_the_findings_that_filing_gives()
    {
        var report = BalancedReports.WithOneError(await service.NewReport(), 7);

        var validated = await service.Reports.ValidateReportAsync(new() { Report = report });
        var filed = await service.Reports.FileReportAsync(new() { Report = report });

        Assert.Null(validated.Refusal);
        Assert.NotEmpty(validated.Report.Findings);
        Assert.Equal(filed.Report.Findings, validated.Report.Findings);
        Assert.Equal(1, filed.Report.Revision);
    }

    [Fact]
    public async Task What_filing_would_refuse_comes_all_at_once_beside_the_findings_on_the_rest()
    {
        var report = BalancedReports.WithOneError(await service.NewReport(), 7);
        report.Tables[0].Cells.Add("no.such@cell", new CellValue { Count = 1 });
        report.Tables[0].Cells["applications.carried_out@total"] = new CellValue();

        var validated = await service.Reports.ValidateReportAsync(new() { Report = report });

        Assert.Equal(
            [
                """report.tables[0].cells["applications.carried_out@total"]""",
                """report.tables[0].cells["no.such@cell"]""",
            ],
            validated.Refusal.GetDetail<BadRequest>()!.FieldViolations
                .Select(violation => violation.Field)
                .Order(StringComparer.Ordinal));
        Assert.NotEmpty(validated.Report.Findings);
    }

    [Fact]
    public async Task A_validation_tells_whether_the_report_is_late()
    {
        var report = BalancedReports.Of(await service.NewReport(), 7);
        report.PublicationDate = new() { Year = 2022, Month = 12, Day = 31 };

        var timeliness = (await service.Reports.ValidateReportAsync(new() { Report = report })).Report.Timeliness;

        Assert.True(timeliness.Late);
        Assert.Null(timeliness.FiledTime);
    }

    [Fact]
    public async Task A_validation_says_which_cells_would_change()
    {
        var name = await service.NewReport();
        await service.Reports.FileReportAsync(new() { Report = BalancedReports.Of(name, 7) });

        var validated = await service.Reports.ValidateReportAsync(new() { Report = BalancedReports.Of(name, 8) });

        Assert.Equal("REPORT_EXISTS", validated.Refusal.GetDetail<ErrorInfo>()!.Reason);
        Assert.Equal(6, validated.Changes.Count);
        Assert.All(validated.Changes, change => Assert.Equal((7, 8), (change.OldValue.Count, change.NewValue.Count)));
    }
}
