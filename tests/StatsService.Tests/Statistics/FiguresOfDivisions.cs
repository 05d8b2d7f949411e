using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.Tests.RollUp;
using static StatsService.Tests.Fixtures.MadeUpReports;

namespace StatsService.Tests.Statistics;

/// <summary>
/// Rows of divisions say how they came about, on how many reports they rest, and stand at one position.
/// </summary>
public sealed class FiguresOfDivisions(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task What_is_published_comes_before_what_is_computed_and_both_say_so()
    {
        var country = await SmallCountry.New(service.Channel);
        var department = (await country.Departments(country.County, 2))[0];
        await country.File(department, "2021-organ", Applications("2021", 5), Decisions("2021", 3));
        var region = await country.File(country.County, "2021-region", 40);

        var rows = await Disclosure(country, new() { Divisions = { Name(country.County) }, FirstYear = 2021 });
        var applications = await Outcomes(country, new() { Divisions = { Name(country.County) }, FirstYear = 2021 });

        var computed = Assert.Single(rows);
        Assert.Equal(Basis.Computed, computed.Header.Basis);
        Assert.Equal(
            new Coverage { ExpectedCount = 3, ReportedCount = 1, MissingCount = 2 }, computed.Header.Coverage);
        var published = Assert.Single(applications);
        Assert.Equal((Basis.Published, 40), (published.Header.Basis, published.Total.ReceivedCount));
        Assert.Equal(new Coverage { ExpectedCount = 1, ReportedCount = 1 }, published.Header.Coverage);
        Assert.Equal($"{region.Name}/revisions/1", published.Header.Revision);
        Assert.Equal(["forms/2021"], published.Header.Forms);
    }

    [Fact]
    public async Task Where_only_a_part_is_published_the_rest_is_a_row_of_its_own()
    {
        var country = await SmallCountry.New(service.Channel);
        var department = (await country.Departments(country.County, 1))[0];
        await country.File(department, "2021-organ", Applications("2021", 5), Decisions("2021", 3));
        await country.File(country.County, "2021-region", 40);

        var rows = await Indicators(
            country.County, 2021, Basis.Resolved, "applications.received", "actions.licensing.decisions");

        Assert.Equal([Basis.Published, Basis.Computed], rows.Select(row => row.Header.Basis));
        Assert.Equal([40, 0], rows.Select(row => row.Figures[0].Count));
        Assert.Equal([0, 3], rows.Select(row => row.Figures[1].Count));
        Assert.Equal([FigureCondition.NotReported], rows[0].Figures[1].Conditions);
        Assert.Equal([FigureCondition.NotReported], rows[1].Figures[0].Conditions);
    }

    [Fact]
    public async Task A_sum_says_of_how_many_reports_it_is_made_and_what_they_gave()
    {
        var country = await SmallCountry.New(service.Channel);
        var departments = await country.Departments(country.County, 4);
        await country.File(departments[0], "2021-organ", 5);
        await country.File(departments[1], "2021-organ", 7);
        await country.File(departments[2], "2021-organ", Decisions("2021", 3));

        var row = Assert.Single(await Indicators(
            country.County, 2021, Basis.Computed, "applications.received", "applications.carried_out"));

        Assert.Equal(12, row.Figures[0].Count);
        Assert.Equal(new Parts { ValueCount = 2, AbsentCount = 1 }, row.Figures[0].Parts);
        Assert.Equal([FigureCondition.Blank], row.Figures[1].Conditions);
        Assert.Equal(new Parts { BlankCount = 2, AbsentCount = 1 }, row.Figures[1].Parts);
        Assert.Equal((5, 2), (row.Header.Coverage.ExpectedCount, row.Header.Coverage.ReportedCount));
    }

    [Fact]
    public async Task The_children_stand_in_the_order_of_their_codes_after_the_division_itself()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.County, "2021-region", 40);

        var rows = await Outcomes(country, new()
        {
            Divisions = { Name(country.Prefecture) },
            Breakdown = Breakdown.Children,
            WithSubject = true,
            FirstYear = 2020,
            LastYear = 2021,
        });
        var counties = await Outcomes(country, new()
        {
            Divisions = { Name(country.Province) },
            Breakdown = Breakdown.Level,
            Level = DivisionLevel.County,
            FirstYear = 2021,
            SkipEmpty = true,
        });

        Assert.Equal(
            [country.Prefecture, country.Prefecture, country.County, country.County, country.OtherCounty,
                country.OtherCounty],
            rows.Select(row => row.Header.Division["divisions/".Length..]));
        Assert.Equal([2020, 2021, 2020, 2021, 2020, 2021], rows.Select(row => row.Header.Year));
        Assert.Equal(40, rows[1].Total.ReceivedCount);
        Assert.Equal(Name(country.County), Assert.Single(counties).Header.Division);
    }

    [Fact]
    public async Task The_level_is_what_was_stated_for_it_else_the_sum_of_its_organs()
    {
        var country = await SmallCountry.New(service.Channel);
        var department = (await country.Departments(country.Prefecture, 1))[0];
        await country.File(department, "2021-organ", 5);
        await country.File(country.County, "2021-region", 40);
        var selection = new Selection
        {
            Divisions = { Name(country.Prefecture) },
            FirstYear = 2021,
            Scope = Scope.Level,
        };

        var added = Assert.Single(await Outcomes(country, selection));
        await country.File(country.Prefecture, "2021-level", 9);
        var stated = Assert.Single(await Outcomes(country, selection));

        Assert.Equal(
            (Scope.Level, Basis.Computed, 5), (added.Header.Scope, added.Header.Basis, added.Total.ReceivedCount));
        Assert.Equal((Basis.Published, 9), (stated.Header.Basis, stated.Total.ReceivedCount));
    }

    [Fact]
    public async Task An_earlier_position_answers_as_it_did()
    {
        var country = await SmallCountry.New(service.Channel);
        var department = (await country.Departments(country.County, 1))[0];
        var report = await country.File(department, "2021-organ", 5);
        var request = new QueryApplicationOutcomesRequest
        {
            Selection = new()
            {
                Divisions = { Name(country.Province) },
                Breakdown = Breakdown.Children,
                WithSubject = true,
                FirstYear = 2021,
            },
            Read = new() { MinPosition = report.LastEvent.Position },
        };
        var then = await service.Statistics.QueryApplicationOutcomesAsync(request);

        report = await country.Correct(report, MadeUpReports.Applications("2021", 8));
        request.Read = new() { MinPosition = report.LastEvent.Position };
        var now = await service.Statistics.QueryApplicationOutcomesAsync(request);
        request.Read = new() { Position = then.Stamp.AsOfPosition };
        var again = await service.Statistics.QueryApplicationOutcomesAsync(request);

        Assert.Equal([5, 5, 0], then.Rows.Select(row => row.Total?.ReceivedCount ?? 0));
        Assert.Equal([8, 8, 0], now.Rows.Select(row => row.Total?.ReceivedCount ?? 0));
        Assert.Equal(then, again);
    }

    [Fact]
    public async Task A_series_breaks_where_the_basis_does_or_where_too_little_is_covered()
    {
        var country = await SmallCountry.New(service.Channel);
        var department = (await country.Departments(country.County, 1))[0];
        await country.File(department, "2021-organ", 5);
        await country.File(department, "2022-organ", 5);
        await country.File(country.County, "2023-region", 40);
        await country.File(country.County, "2024-region", 41);

        var rows = await Outcomes(
            country, new() { Divisions = { Name(country.County) }, FirstYear = 2021, LastYear = 2024 });

        Assert.Equal(
            [[], [BreakKind.Coverage], [BreakKind.Basis], []],
            rows.Select(row => row.Header.Breaks.Select(found => found.Kind).ToArray()));
    }

    private static string Name(string division) => "divisions/" + division;

    /// <summary>The position after all that was filed in it.</summary>
    private async Task<string> Position(SmallCountry country) =>
        (await service.Statistics.QueryApplicationOutcomesAsync(new()
        {
            Selection = new() { Organs = { "organs/" + country.County }, FirstYear = 2021 },
        })).Stamp.AsOfPosition;

    private async Task<IReadOnlyList<ApplicationOutcomesRow>> Outcomes(SmallCountry country, Selection selection) =>
        (await service.Statistics.QueryApplicationOutcomesAsync(new()
        {
            Selection = selection,
            Read = new() { MinPosition = await Position(country) },
        })).Rows;

    private async Task<IReadOnlyList<DisclosureCountsRow>> Disclosure(SmallCountry country, Selection selection) =>
        (await service.Statistics.QueryDisclosureCountsAsync(new()
        {
            Selection = selection,
            Read = new() { MinPosition = await Position(country) },
        })).Rows;

    private async Task<IReadOnlyList<IndicatorsRow>> Indicators(
        string division, int year, Basis basis, params string[] indicators) =>
        (await service.Statistics.QueryIndicatorsAsync(new()
        {
            Selection = new() { Divisions = { Name(division) }, FirstYear = year, Basis = basis },
            Measures = { indicators.Select(indicator => new Measure { Indicator = indicator }) },
            Read = new()
            {
                MinPosition = (await service.Statistics.QueryIndicatorsAsync(new()
                {
                    Selection = new() { Organs = { "organs/" + division }, FirstYear = year },
                    Measures = { new Measure { Indicator = indicators[0] } },
                })).Stamp.AsOfPosition,
            },
        })).Rows;
}
