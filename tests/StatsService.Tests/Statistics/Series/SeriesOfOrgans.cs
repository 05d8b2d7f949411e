using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.MadeUpReports;

namespace StatsService.Tests.Statistics.Series;

/// <summary>An organ's measure over the years: a series for each scope that it has figures of.</summary>
public sealed class SeriesOfOrgans(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private static readonly Measure Received = new() { Indicator = "applications.received" };

    [Fact]
    public async Task Each_scope_has_a_series_with_a_point_for_every_year()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(Of(organ, "2021-region", Applications("2021", 8)));
        await service.File(Of(organ, "2022-region", Applications("2021", 10)));
        await service.File(Of(organ, "2022-level", Applications("2021", 4)));
        await service.File(Of(organ, "2024-level", Applications("2021", 5)));

        var answer = await Query(Years(2022, 2024, organ));

        Assert.Equal([Scope.Level, Scope.Region], answer.Series.Select(series => series.Scope));
        Assert.All(answer.Series, series => Assert.Equal(organ, series.Organ));
        Assert.All(answer.Series, series => Assert.Equal([2022, 2023, 2024], series.Points.Select(p => p.Header.Year)));
        Assert.Equal([4L, null, 5L], answer.Series[0].Points.Select(Count));
        Assert.Equal([10L, null, null], answer.Series[1].Points.Select(Count));
        Assert.Equal([FigureCondition.NotReported], answer.Series[0].Points[1].Figure.Conditions);
        Assert.Equal(0.25, answer.Series[1].Points[0].YearOnYear);
        Assert.False(answer.Series[0].Points[0].HasYearOnYear);
        Assert.Equal(0, answer.MinCoverage);
    }

    [Fact]
    public async Task Only_the_scope_that_is_asked_for_is_given()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(Of(organ, "2022-region", Applications("2021", 10)));
        await service.File(Of(organ, "2022-level", Applications("2021", 4)));
        var request = Years(2022, 2022, organ);
        request.Selection.Scope = Scope.Level;

        Assert.Equal([4L], Assert.Single((await Query(request)).Series).Points.Select(Count));
    }

    [Fact]
    public async Task Years_on_other_forms_that_measure_it_otherwise_are_not_compared()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(Of(organ, "2018-region", Replies(5)));
        await service.File(Of(organ, "2019-region", Applications("2019", 6)));
        var request = Years(2018, 2019, organ);
        request.Measure = new() { Indicator = "applications.carried_in", Denominator = "applications.received" };

        var points = (await Query(request)).Series[0].Points;

        Assert.Equal(BreakKind.Form, Assert.Single(points[1].Header.Breaks).Kind);
        Assert.False(points[1].HasYearOnYear);
    }

    [Fact]
    public async Task An_organ_without_any_figure_has_one_series_of_gaps_or_none()
    {
        var organ = await TestOrgans.Register(service);
        var request = Years(2021, 2022, organ);
        var all = await Query(request);
        request.Selection.SkipEmpty = true;

        Assert.Equal([null, null], Assert.Single(all.Series).Points.Select(Count));
        Assert.Empty((await Query(request)).Series);
    }

    [Fact]
    public async Task Pages_together_are_the_whole()
    {
        var organs = new List<string>();
        for (var i = 1; i <= 3; i++)
        {
            organs.Add(await TestOrgans.Register(service));
            await service.File(Of(organs[^1], "2022-region", Applications("2021", i)));
            await service.File(Of(organs[^1], "2022-level", Applications("2021", i)));
        }

        var request = Years(2022, 2022, [.. organs]);
        var whole = (await Query(request)).Series.ToList();
        request.PageSize = 1;
        var paged = new List<Ogi.Stats.V1.Series>();
        do
        {
            var page = await Query(request);
            paged.Add(Assert.Single(page.Series));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(6, whole.Count);
        Assert.Equal(whole, paged);
    }

    [Fact]
    public async Task What_makes_no_series_is_refused()
    {
        var organ = await TestOrgans.Register(service);
        var coverage = Years(2022, 2022, organ);
        coverage.MinCoverage = 0.5;
        var several = Years(2022, 2022, organ);
        several.Measure = new() { Indicator = "applications.*" };
        var none = Years(2022, 2022, organ);
        none.Measure = null;

        await Refuses("INVALID_VALUE", "min_coverage", coverage);
        await Refuses("INVALID_VALUE", "measure.indicator", several);
        await Refuses("REQUIRED_FIELD", "measure", none);
        await Refuses("REQUIRED_FIELD", "selection", new() { Measure = Received });
        await Refuses("UNKNOWN_INDICATOR", "measure.denominator", new()
        {
            Selection = several.Selection,
            Measure = new() { Indicator = "applications.granted", Denominator = "applications.totale" },
        });
        await Refuses("INVALID_VALUE", "min_coverage", new()
        {
            Selection = new() { Divisions = { "divisions/140400" }, FirstYear = 2022 },
            Measure = Received,
            MinCoverage = 1.5,
        });
        await Refuses("UNKNOWN_DIVISION", "selection.divisions[0]", new()
        {
            Selection = new() { Divisions = { "divisions/nowhere" }, FirstYear = 2022 },
            Measure = Received,
        });
    }

    private Task Refuses(string reason, string field, QuerySeriesRequest request) => Refused.AtField(
        StatusCode.InvalidArgument, reason, field, async () => await service.Statistics.QuerySeriesAsync(request));

    private async Task<QuerySeriesResponse> Query(QuerySeriesRequest request) =>
        await service.Statistics.QuerySeriesAsync(request);

    private static QuerySeriesRequest Years(int first, int last, params string[] organs) => new()
    {
        Selection = new() { Organs = { organs }, FirstYear = first, LastYear = last },
        Measure = Received,
    };

    private static long? Count(SeriesPoint point) => point.Figure.HasCount ? point.Figure.Count : null;
}
