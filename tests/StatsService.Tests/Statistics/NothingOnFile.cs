using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.MadeUpReports;

namespace StatsService.Tests.Statistics;

/// <summary>Organs and years without the figures asked for: the gap shows, and never as 0.</summary>
public sealed class NothingOnFile(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task A_year_without_a_report_is_a_row_without_figures()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(Of(organ, "2022-region", Applications("2021", 7)));

        var rows = await Rows(organ, 2021, 2023);

        Assert.Equal([2021, 2022, 2023], rows.Select(row => row.Header.Year));
        Assert.Equal(7, rows[1].Total.ReceivedCount);
        foreach (var missing in new[] { rows[0], rows[2] })
        {
            Assert.Equal(
                new FigureHeader { Organ = organ, Title = "测试市人民政府", Year = missing.Header.Year }, missing.Header);
            Assert.False(missing.Total.HasReceivedCount);
            Assert.Null(missing.Total.GrantRate);
            Assert.Equal([new FigureNote { Condition = FigureCondition.NotReported }], missing.Total.Notes);
            Assert.Equal(FigureCondition.NotReported, Assert.Single(missing.FormerReplies.Notes).Condition);
        }
    }

    [Fact]
    public async Task A_year_without_a_report_can_be_left_out()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(Of(organ, "2022-region", Applications("2021", 7)));

        var rows = await Rows(organ, 2021, 2023, skipEmpty: true);

        Assert.Equal(2022, Assert.Single(rows).Header.Year);
    }

    [Fact]
    public async Task A_report_without_the_table_is_named()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(Of(organ, "2022-level", Decisions("2021", 5)));

        var row = Assert.Single(await Rows(organ, 2022, 2022, skipEmpty: true));

        Assert.Equal(FigureCondition.NotReported, Assert.Single(row.Total.Notes).Condition);
        Assert.Equal(
            (organ + "/reports/2022-level/revisions/1", Scope.Level, Origin.Unspecified),
            (row.Header.Revision, row.Header.Scope, row.Header.Origin));
        Assert.Empty(row.Header.Sections);
    }

    [Fact]
    public async Task A_withdrawn_report_never_counts()
    {
        var organ = await TestOrgans.Register(service);
        var report = await service.File(Of(organ, "2022-region", Applications("2021", 7)));
        await service.Reports.WithdrawReportAsync(new() { Name = report.Name, Etag = report.Etag, Reason = "误报" });

        var row = Assert.Single(await Rows(organ, 2022, 2022));

        Assert.Equal(("", ReportState.Unspecified), (row.Header.Revision, row.Header.State));
        Assert.False(row.Total.HasReceivedCount);
    }

    [Fact]
    public async Task A_returned_report_counts_and_says_so()
    {
        var organ = await TestOrgans.Register(service);
        var report = await service.File(Of(organ, "2022-region", Applications("2021", 7)));
        await service.Reports.ReturnReportAsync(
            new() { Name = report.Name, Etag = report.Etag, Notice = new() { Reason = "请核对" } });

        var row = Assert.Single(await Rows(organ, 2022, 2022));

        Assert.Equal((7, ReportState.Returned), (row.Total.ReceivedCount, row.Header.State));
        Assert.EndsWith("/revisions/2", row.Header.Revision, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<ApplicationOutcomesRow>> Rows(
        string organ, int first, int last, bool skipEmpty = false) =>
        (await service.Statistics.QueryApplicationOutcomesAsync(new()
        {
            Selection = new() { Organs = { organ }, FirstYear = first, LastYear = last, SkipEmpty = skipEmpty },
        })).Rows;
}
