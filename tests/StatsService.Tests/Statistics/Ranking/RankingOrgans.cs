using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.Tests.RollUp;

namespace StatsService.Tests.Statistics.Ranking;

/// <summary>Organs in the order of a figure of their own reports, all of one scope.</summary>
public sealed class RankingOrgans(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Organs_of_a_kind_are_ranked_in_a_whole_subtree()
    {
        var country = await SmallCountry.New(service.Channel);
        var upper = await country.Departments(country.Prefecture, 2);
        var lower = await country.Departments(country.County, 2);
        await country.File(upper[0], "2022-organ", 5);
        await country.File(lower[0], "2022-organ", 8);
        await country.File(lower[1], "2022-organ", 5);
        await country.File(country.County, "2022-organ", 99);
        await country.File(upper[1], "2022-region", 99);

        var all = await Rank(country);
        var counties = await Rank(country, request => request.Level = DivisionLevel.County);

        Assert.Equal(
            Names(lower[0], upper[0], lower[1], upper[1]).Order(), all.Rows.Select(row => row.Header.Organ).Order());
        Assert.Equal([1, 2, 2, null], all.Rows.Select(Place));
        Assert.Equal([8L, 5L, 5L, 0L], all.Rows.Select(row => row.Figure.Count));
        Assert.Equal([false, true, true, false], all.Rows.Select(row => row.Tied));
        var last = all.Rows[3];
        Assert.Equal(
            ("organs/" + upper[1], UnrankedReason.NoFigure, ""),
            (last.Header.Organ, last.UnrankedReason, last.Header.Revision));
        Assert.Equal([FigureCondition.NotReported], last.Figure.Conditions);
        Assert.Equal($"organs/{lower[0]}/reports/2022-organ/revisions/1", all.Rows[0].Header.Revision);
        Assert.Equal(Names(lower), counties.Rows.Select(row => row.Header.Organ));
        Assert.Equal((3, 1), (all.RankedCount, all.UnrankedCount));
    }

    [Fact]
    public async Task Governments_are_ranked_by_what_they_say_of_their_region_or_level()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.County, "2022-region", 30);
        await country.File(country.County, "2022-level", 3);
        await country.File(country.OtherCounty, "2022-level", 4);

        var region = await Rank(country, request => Governments(request, Scope.Region));
        var level = await Rank(country, request => Governments(request, Scope.Level));

        Assert.Equal([30L, 0L], region.Rows.Select(row => row.Figure.Count));
        Assert.Equal([4L, 3L], level.Rows.Select(row => row.Figure.Count));
        Assert.All(level.Rows, row => Assert.Equal(Scope.Level, row.Header.Scope));
    }

    [Fact]
    public async Task Who_did_not_exist_is_left_out_unless_it_reported()
    {
        var country = await SmallCountry.New(service.Channel);
        var (before, late) = (country.County + "-a", country.County + "-b");
        await country.Organ(before, country.County, years: new() { LastYear = 2020 });
        await country.Organ(late, country.County, years: new() { FirstYear = 2023 });
        await country.File(late, "2022-organ", 2);

        Assert.Equal(Names(late), (await Rank(country)).Rows.Select(row => row.Header.Organ));
    }

    [Fact]
    public async Task Only_accepted_reports_count_where_that_is_asked()
    {
        var country = await SmallCountry.New(service.Channel);
        var departments = await country.Departments(country.County, 2);
        await country.Accept(await country.File(departments[1], "2022-organ", 1));
        await country.File(departments[0], "2022-organ", 5);

        var answer = await Rank(country, request => request.ReportSet = ReportSet.Accepted);

        Assert.Equal(Names(departments[1], departments[0]), answer.Rows.Select(row => row.Header.Organ));
        Assert.Equal([1, null], answer.Rows.Select(Place));
    }

    [Fact]
    public async Task Vertical_systems_are_ranked_among_themselves()
    {
        var country = await SmallCountry.New(service.Channel);
        var customs = await country.Organ(country.County + "-v", country.County, OrganKind.VerticalSystem);
        await country.File(customs, "2022-organ", 11);

        var row = Assert.Single((await Rank(country, request => request.Kind = OrganKind.VerticalSystem)).Rows);

        Assert.Equal((1, 11), (row.Rank, row.Figure.Count));
    }

    [Fact]
    public async Task Pages_and_earlier_positions_answer_as_it_was_then()
    {
        var country = await SmallCountry.New(service.Channel);
        var departments = await country.Departments(country.County, 5);
        var reports = new List<Report>();
        foreach (var (department, i) in departments.Select((department, i) => (department, i)))
        {
            reports.Add(await country.File(department, "2022-organ", i % 3));
        }

        var then = await Rank(country);
        var request = Request(country);
        request.PageSize = 2;
        var rows = new List<RankRow>();
        for (var i = 0; i == 0 || request.PageToken.Length > 0; i++)
        {
            var page = await service.Statistics.RankOrgansAsync(request);
            rows.AddRange(page.Rows);
            request.PageToken = page.NextPageToken;
            if (i == 0)
            {
                await country.Withdraw(reports[0]);
            }
            else
            {
                await country.Correct(reports[i], MadeUpReports.Applications("2021", 70 + i));
            }

            await country.Organ($"{country.County}-new{i}", country.County);
            await service.Services.CaughtUp();
        }

        Assert.Equal(then.Rows, rows);
        Assert.NotEqual(then.Rows, (await Rank(country)).Rows);
        var again = await Rank(country, earlier => earlier.Read = new() { Position = then.Stamp.AsOfPosition });
        Assert.Equal(then, again);
    }

    private static void Governments(RankOrgansRequest request, Scope scope)
    {
        request.Kind = OrganKind.Government;
        request.Level = DivisionLevel.County;
        request.Scope = scope;
    }

    private static int? Place(RankRow row) => row.HasRank ? row.Rank : null;

    private static IEnumerable<string> Names(params string[] ids) => ids.Select(id => "organs/" + id);

    private async Task<RankOrgansResponse> Rank(SmallCountry country, Action<RankOrgansRequest>? change = null)
    {
        var request = Request(country);
        change?.Invoke(request);
        await service.Services.CaughtUp();
        return await service.Statistics.RankOrgansAsync(request);
    }

    private static RankOrgansRequest Request(SmallCountry country) => new()
    {
        Ancestor = "divisions/" + country.Province,
        Kind = OrganKind.Department,
        Year = 2022,
        Measure = new() { Indicator = "applications.received" },
    };
}
