using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.Tests.RollUp;
using static StatsService.Tests.Fixtures.MadeUpReports;

namespace StatsService.Tests.Statistics.Series;

/// <summary>A division's measure over the years: a point for every year, chained only where that is right.</summary>
public sealed class SeriesOfDivisions(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private static readonly Measure Received = new() { Indicator = "applications.received" };

    [Fact]
    public async Task Every_year_has_a_point_and_neighbours_are_compared()
    {
        var country = await SmallCountry.New(service.Channel);
        foreach (var (year, received) in new[] { (2021, 40), (2022, 50), (2024, 60), (2025, 45) })
        {
            await country.File(country.County, $"{year}-region", received);
        }

        var series = Assert.Single((await Query(Years(2022, 2026, country.County))).Series);

        Assert.Equal("divisions/" + country.County, series.Division);
        Assert.Equal(Scope.Region, series.Scope);
        Assert.Equal([2022, 2023, 2024, 2025, 2026], series.Points.Select(point => point.Header.Year));
        Assert.Equal([50L, null, 60L, 45L, null], series.Points.Select(Count));
        Assert.Equal([0.25, null, null, -0.25, null], series.Points.Select(YearOnYear));
        Assert.Equal([FigureCondition.NotReported], series.Points[1].Figure.Conditions);
        Assert.Equal(Basis.Published, series.Points[0].Header.Basis);
        Assert.EndsWith("/reports/2022-region/revisions/1", series.Points[0].Header.Revision, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Published_and_added_up_years_are_not_compared()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.County, "2022-organ", 30);
        await country.File(country.County, "2023-region", 40);

        var point = (await Query(Years(2022, 2023, country.County))).Series[0].Points[1];

        Assert.Equal(BreakKind.Basis, Assert.Single(point.Header.Breaks).Kind);
        Assert.False(point.HasYearOnYear);
    }

    [Fact]
    public async Task A_sum_of_too_few_reports_is_compared_only_on_demand()
    {
        var country = await SmallCountry.New(service.Channel);
        var departments = await country.Departments(country.County, 4);
        await country.File(country.County, "2022-organ", 1);
        await country.File(country.County, "2023-organ", 1);
        foreach (var department in departments)
        {
            await country.File(department, "2023-organ", 1);
        }

        await country.File(departments[0], "2022-organ", 1);
        var request = Years(2022, 2023, country.County);
        var answer = await Query(request);
        request.MinCoverage = 0.4;
        var lenient = await Query(request);

        Assert.Equal(0.9, answer.MinCoverage);
        var point = answer.Series[0].Points[1];
        Assert.Equal(BreakKind.Coverage, Assert.Single(point.Header.Breaks).Kind);
        Assert.False(point.HasYearOnYear);
        var coverage = answer.Series[0].Points[0].Header.Coverage;
        Assert.Equal((5, 2), (coverage.ExpectedCount, coverage.ReportedCount));
        Assert.Equal(0.4, lenient.MinCoverage);
        Assert.Equal(1.5, lenient.Series[0].Points[1].YearOnYear);
    }

    [Fact]
    public async Task A_rate_changes_by_the_difference()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.County, "2022-region", Outcomes(1, 4));
        await country.File(country.County, "2023-region", Outcomes(3, 4));
        await country.File(country.County, "2024-region", Outcomes(3, 0));
        var request = Years(2022, 2024, country.County);
        request.Measure = new() { Indicator = "applications.granted", Denominator = "applications.total" };

        var points = (await Query(request)).Series[0].Points;

        Assert.Equal(0.5, points[1].YearOnYear);
        Assert.Equal((3, 4), (points[1].Figure.Rate.Numerator, points[1].Figure.Rate.Denominator));
        Assert.False(points[2].HasYearOnYear);
        Assert.Equal([FigureCondition.NoDenominator], points[2].Figure.Conditions);
    }

    [Fact]
    public async Task From_0_nothing_grows_by_a_share()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.County, "2022-region", 0);
        await country.File(country.County, "2023-region", 5);

        var points = (await Query(Years(2022, 2023, country.County))).Series[0].Points;

        Assert.Equal([0L, 5L], points.Select(Count));
        Assert.False(points[1].HasYearOnYear);
    }

    [Fact]
    public async Task Each_part_of_a_division_has_a_series_of_its_own()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.OtherCounty, "2023-region", 7);
        var request = Years(2022, 2023, country.Prefecture);
        request.Selection.Breakdown = Breakdown.Children;
        var all = await Query(request);
        request.Selection.SkipEmpty = true;
        var some = await Query(request);

        Assert.Equal(
            ["divisions/" + country.County, "divisions/" + country.OtherCounty],
            all.Series.Select(series => series.Division));
        Assert.Equal([null, 7L], Assert.Single(some.Series).Points.Select(Count));
        Assert.Equal(all.Series[1], some.Series[0]);
    }

    [Fact]
    public async Task Pages_stand_at_the_position_of_the_first_and_an_earlier_one_answers_as_it_did()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.County, "2022-region", 7);
        var request = Years(2021, 2022, [.. country.Divisions]);
        var then = await Query(request);
        var whole = then.Series.ToList();
        request.PageSize = 2;
        var paged = new List<Ogi.Stats.V1.Series>();
        do
        {
            var page = await Query(request);
            paged.AddRange(page.Series);
            request.PageToken = page.NextPageToken;
            await country.File(country.Divisions[paged.Count % 5], $"{2021 + (paged.Count % 2)}-level", 1);
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(5, whole.Count);
        Assert.Equal(whole, paged);
        request.PageSize = 0;
        Assert.NotEqual(then, await Query(request));
        request.Read = new() { Position = then.Stamp.AsOfPosition };
        Assert.Equal(then, await Query(request));
    }

    private async Task<QuerySeriesResponse> Query(QuerySeriesRequest request)
    {
        await service.Services.CaughtUp();
        return await service.Statistics.QuerySeriesAsync(request);
    }

    private static QuerySeriesRequest Years(int first, int last, params string[] divisions) => new()
    {
        Selection = new() { Divisions = { divisions }, FirstYear = first, LastYear = last },
        Measure = Received,
    };

    private static ReportTable Outcomes(long granted, long total) => Table(
        "table3", "2021",
        ("applications.outcome.disclosed@total", granted), ("applications.outcome.total@total", total));

    private static long? Count(SeriesPoint point) => point.Figure.HasCount ? point.Figure.Count : null;

    private static double? YearOnYear(SeriesPoint point) => point.HasYearOnYear ? point.YearOnYear : null;
}
