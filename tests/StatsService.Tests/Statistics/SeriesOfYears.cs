using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.MadeUpReports;

namespace StatsService.Tests.Statistics;

/// <summary>An organ's figures over the years say where they must not be chained.</summary>
public sealed class SeriesOfYears(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Another_form_breaks_what_only_one_of_them_has()
    {
        var organ = await TestOrgans.Register(service);
        await File(Of(organ, "2018-region", Replies(5)));
        await File(Of(organ, "2019-region", Applications("2019", 6)));
        await File(Of(organ, "2020-region", Applications("2019", 7)));
        await File(Of(organ, "2021-region", Applications("2021", 8)));

        var breaks = (await Rows(organ, 2018, 2021)).Select(row => row.Header.Breaks.ToList()).ToList();

        Assert.Empty(breaks[0]);
        var first = Assert.Single(breaks[1]);
        Assert.Equal(BreakKind.Form, first.Kind);
        Assert.Contains("indicators/applications.carried_in", first.Indicators);
        Assert.Contains("indicators/applications.refused", first.Indicators);
        Assert.Contains("indicators/replies.refused", first.Indicators);
        Assert.DoesNotContain("indicators/applications.received", first.Indicators);
        Assert.DoesNotContain("indicators/applications.granted", first.Indicators);
        Assert.Contains("forms/2014", first.Note.Zh, StringComparison.Ordinal);
        Assert.Contains("forms/2019", first.Note.En, StringComparison.Ordinal);
        Assert.Empty(breaks[2]);
        Assert.Equal(
            ["indicators/applications.otherwise_handled.correction_overdue",
             "indicators/applications.otherwise_handled.fee_overdue",
             "indicators/applications.otherwise_handled.other"],
            Assert.Single(breaks[3]).Indicators);
    }

    [Fact]
    public async Task Another_form_that_asks_the_same_is_no_break()
    {
        var organ = await TestOrgans.Register(service);
        await File(Of(organ, "2020-region", Table("table4", "2019", ("reviews.total", 3), ("reviews.upheld", 3))));
        await File(Of(organ, "2021-region", Table("table4", "2021", ("reviews.total", 4), ("reviews.upheld", 4))));

        var rows = (await service.Statistics.QueryReviewResultsAsync(
            new() { Selection = new() { Organs = { organ }, FirstYear = 2020, LastYear = 2021 } })).Rows;

        Assert.Equal([3, 4], rows.Select(row => row.Reconsideration.TotalCount));
        Assert.All(rows, row => Assert.Empty(row.Header.Breaks));
    }

    [Fact]
    public async Task The_year_before_the_first_counts_too()
    {
        var organ = await TestOrgans.Register(service);
        await File(Of(organ, "2018-region", Replies(5)));
        await File(Of(organ, "2019-region", Applications("2019", 6)));

        var row = Assert.Single(await Rows(organ, 2019, 2019));

        Assert.Equal(BreakKind.Form, Assert.Single(row.Header.Breaks).Kind);
    }

    [Fact]
    public async Task Another_scope_is_a_break()
    {
        var organ = await TestOrgans.Register(service);
        await File(Of(organ, "2021-level", Applications("2021", 5)));
        await File(Of(organ, "2022-region", Applications("2021", 50)));
        await File(Of(organ, "2023-region", Applications("2021", 60)));

        var rows = await Rows(organ, 2021, 2023);

        Assert.Empty(rows[0].Header.Breaks);
        var found = Assert.Single(rows[1].Header.Breaks);
        Assert.Equal(BreakKind.Scope, found.Kind);
        Assert.Contains("本级", found.Note.Zh, StringComparison.Ordinal);
        Assert.Contains("REGION", found.Note.En, StringComparison.Ordinal);
        Assert.Empty(rows[2].Header.Breaks);
    }

    [Fact]
    public async Task A_merger_is_a_break_in_the_year_it_holds_from()
    {
        var organ = await TestOrgans.Register(service);
        await File(Of(organ, "2021-region", Applications("2021", 5)));
        await File(Of(organ, "2022-region", Applications("2021", 9)));
        await TestOrgans.Succeed(service, organ, new()
        {
            Kind = (int)SuccessionKind.Merged,
            Year = 2022,
            Source = "国函〔2022〕1号",
            Predecessors = { "a", "b" },
            Successors = { organ[7..] },
        });

        var rows = await Rows(organ, 2021, 2022);

        Assert.Empty(rows[0].Header.Breaks);
        var found = Assert.Single(rows[1].Header.Breaks);
        Assert.Equal(BreakKind.Boundary, found.Kind);
        Assert.Contains("国函〔2022〕1号", found.Note.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_organ_bears_its_name_of_the_year()
    {
        var organ = await TestOrgans.Register(service);
        await TestOrgans.Record(
            service, organ,
            new() { Title = "新区人民政府", FirstYear = 2022 },
            new() { Title = "旧县人民政府", FirstYear = 2010, LastYear = 2021 });

        var rows = await Rows(organ, 2021, 2022);

        Assert.Equal(["旧县人民政府", "新区人民政府"], rows.Select(row => row.Header.Title));
    }

    private async Task<IReadOnlyList<ApplicationOutcomesRow>> Rows(string organ, int first, int last) =>
        (await service.Statistics.QueryApplicationOutcomesAsync(
            new() { Selection = new() { Organs = { organ }, FirstYear = first, LastYear = last } })).Rows;

    private async Task File(Report report) => await service.Reports.FileReportAsync(new() { Report = report });
}
