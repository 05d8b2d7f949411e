using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.Tests.RollUp;
using static StatsService.Tests.Fixtures.MadeUpReports;

namespace StatsService.Tests.Statistics.Ranking;

/// <summary>Divisions in the order of a figure; who cannot be compared stands behind, with the reason.</summary>
public sealed class RankingDivisions(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Equal_figures_share_a_rank_and_absent_ones_come_last()
    {
        var country = await Counties(5, 9, null, 9, 2);
        var answer = await Rank(country);

        Assert.Equal([1, 1, 3, 4, null], answer.Rows.Select(Place));
        Assert.Equal([true, true, false, false, false], answer.Rows.Select(row => row.Tied));
        Assert.Equal(Ids(country, 2, 4, 1, 5, 3), answer.Rows.Select(row => row.Header.Division));
        Assert.Equal([9L, 9L, 5L, 2L, 0L], answer.Rows.Select(row => row.Figure.Count));
        Assert.Equal(UnrankedReason.NoFigure, answer.Rows[4].UnrankedReason);
        Assert.Equal([FigureCondition.NotReported], answer.Rows[4].Figure.Conditions);
        Assert.Equal((4, 1, 0.9), (answer.RankedCount, answer.UnrankedCount, answer.MinCoverage));
        Assert.Contains("/reports/2022-region/revisions/1", answer.Rows[0].Header.Revision, StringComparison.Ordinal);

        var ascending = await Rank(country, request => request.Ascending = true);
        Assert.Equal(Ids(country, 5, 1, 2, 4, 3), ascending.Rows.Select(row => row.Header.Division));
        Assert.Equal([1, 2, 3, 3, null], ascending.Rows.Select(Place));
    }

    [Fact]
    public async Task Rates_are_compared_as_fractions()
    {
        var country = await Counties(null, null, null, null);
        const long Many = 333_333_333_333;
        await country.File(Id(country, 1), "2022-region", Outcomes(1, 3));
        await country.File(Id(country, 2), "2022-region", Outcomes(Many, 3 * Many));
        await country.File(Id(country, 3), "2022-region", Outcomes(Many + 1, 3 * Many));
        await country.File(Id(country, 4), "2022-region", Outcomes(1, 2));

        var all = await Rank(country, OfGranted);
        var some = await Rank(country, request =>
        {
            OfGranted(request);
            request.MinDenominator = 3;
        });

        Assert.Equal(Ids(country, 4, 3, 1, 2), all.Rows.Select(row => row.Header.Division));
        Assert.Equal([1, 2, 3, 3], all.Rows.Select(Place));
        Assert.Equal(Ids(country, 3, 1, 2, 4), some.Rows.Select(row => row.Header.Division));
        Assert.Equal([1, 2, 2, null], some.Rows.Select(Place));
        Assert.Equal(UnrankedReason.SmallDenominator, some.Rows[3].UnrankedReason);
        Assert.Equal((1, 2), (some.Rows[3].Figure.Rate.Numerator, some.Rows[3].Figure.Rate.Denominator));
    }

    [Fact]
    public async Task A_sum_of_too_few_reports_stands_apart_with_its_coverage()
    {
        var country = await Counties(5, null);
        await country.Departments(Id(country, 2), 1);
        await country.File(Id(country, 2), "2022-organ", 50);

        var strict = await Rank(country);
        var lenient = await Rank(country, request => request.MinCoverage = 0.5);

        Assert.Equal([1, null], strict.Rows.Select(Place));
        var row = strict.Rows[1];
        Assert.Equal(
            (UnrankedReason.LowCoverage, 50, Basis.Computed),
            (row.UnrankedReason, row.Figure.Count, row.Header.Basis));
        Assert.Equal((2, 1), (row.Header.Coverage.ExpectedCount, row.Header.Coverage.ReportedCount));
        Assert.Equal([1, 2], lenient.Rows.Select(Place));
        Assert.Equal(Ids(country, 2, 1), lenient.Rows.Select(r => r.Header.Division));
        Assert.Equal(0.5, lenient.MinCoverage);
    }

    [Fact]
    public async Task A_rate_of_a_published_and_a_computed_side_is_not_ranked()
    {
        var country = await Counties(5);
        await country.File(Id(country, 1), "2022-organ", Decisions("2021", 3));

        var row = Assert.Single((await Rank(country, request => request.Measure = new()
        {
            Indicator = "actions.licensing.decisions",
            Denominator = "applications.received",
        })).Rows);

        Assert.Equal(UnrankedReason.MixedBasis, row.UnrankedReason);
        Assert.False(row.Figure.Rate?.HasValue ?? false);
    }

    [Fact]
    public async Task What_was_published_and_what_is_computed_can_be_ranked_apart()
    {
        var country = await Counties(5, null);
        await country.File(Id(country, 1), "2022-organ", 3);
        await country.File(Id(country, 2), "2022-organ", 4);

        var published = await Rank(country, request => request.Basis = Basis.Published);
        var computed = await Rank(country, request => request.Basis = Basis.Computed);

        Assert.Equal([1, null], published.Rows.Select(Place));
        Assert.Equal([4L, 3L], computed.Rows.Select(row => row.Figure.Count));
        var accepted = await Rank(country, request => request.ReportSet = ReportSet.Accepted);
        Assert.Equal((0, 2), (accepted.RankedCount, accepted.UnrankedCount));
    }

    [Fact]
    public async Task Pages_together_are_the_whole_at_the_position_of_the_first()
    {
        var country = await Counties(5, 9, null, 9, 2, 1, 9);
        var then = await Rank(country);
        var request = Request(country);
        request.PageSize = 3;
        var rows = new List<RankRow>();
        do
        {
            var page = await service.Statistics.RankDivisionsAsync(request);
            Assert.Equal(then.Stamp, page.Stamp);
            Assert.Equal(then.RankedCount, page.RankedCount);
            rows.AddRange(page.Rows);
            request.PageToken = page.NextPageToken;
            await country.File(Id(country, 3), $"{2022 + rows.Count}-region", 1);
            await country.File(Id(country, rows.Count / 3), "2022-level", 100);
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(then.Rows, rows);
        await country.File(Id(country, 3), "2022-region", 77);
        Assert.NotEqual(then.Rows, (await Rank(country)).Rows);
        Assert.Equal(then, await Rank(country, again => again.Read = new() { Position = then.Stamp.AsOfPosition }));
    }

    private static void OfGranted(RankDivisionsRequest request) => request.Measure =
        new() { Indicator = "applications.granted", Denominator = "applications.total" };

    private static ReportTable Outcomes(long granted, long total) => Table(
        "table3", "2021",
        ("applications.outcome.disclosed@total", granted), ("applications.outcome.total@total", total));

    private static int? Place(RankRow row) => row.HasRank ? row.Rank : null;

    private async Task<RankDivisionsResponse> Rank(SmallCountry country, Action<RankDivisionsRequest>? change = null)
    {
        var request = Request(country);
        change?.Invoke(request);
        await service.Services.CaughtUp();
        return await service.Statistics.RankDivisionsAsync(request);
    }

    private static RankDivisionsRequest Request(SmallCountry country) => new()
    {
        Ancestor = "divisions/" + country.OtherPrefecture,
        Level = DivisionLevel.County,
        Year = 2022,
        Measure = new() { Indicator = "applications.received" },
    };

    private static string Id(SmallCountry country, int number) => $"{country.OtherPrefecture}{number}";

    private static IEnumerable<string> Ids(SmallCountry country, params int[] numbers) =>
        numbers.Select(number => "divisions/" + Id(country, number));

    /// <summary>A country whose other prefecture has counties that published so many applications received.</summary>
    private async Task<SmallCountry> Counties(params long?[] received)
    {
        var country = await SmallCountry.New(service.Channel);
        for (var i = 1; i <= received.Length; i++)
        {
            await country.Register(Id(country, i), country.OtherPrefecture, DivisionLevel.County);
            await country.Organ(Id(country, i), Id(country, i), OrganKind.Government);
            if (received[i - 1] is { } count)
            {
                await country.File(Id(country, i), "2022-region", count);
            }
        }

        return country;
    }
}
