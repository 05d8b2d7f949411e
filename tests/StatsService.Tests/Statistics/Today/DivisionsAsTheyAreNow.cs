using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.Tests.Registry;
using StatsService.Tests.RollUp;
using static Ogi.Stats.V1.DivisionChangeKind;
using static Ogi.Stats.V1.DivisionLevel;

namespace StatsService.Tests.Statistics.Today;

/// <summary>By today's boundaries a division has, in every year, what makes it up today.</summary>
public sealed class DivisionsAsTheyAreNow(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task A_new_name_changes_nothing_but_the_title()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.County, "2021-region", 40);
        var then = Assert.Single(await Rows(country.County, 2021, Boundaries.Unspecified));
        await service.Change(Renamed, 2022, ["divisions/" + country.County], title: "新县");

        var now = Assert.Single(await Rows(country.County, 2021));

        Assert.Equal("新县", now.Header.Title);
        now.Header.Title = then.Header.Title;
        Assert.Equal(then, now);
    }

    [Fact]
    public async Task Under_a_new_code_the_series_goes_on_as_published()
    {
        var country = await SmallCountry.New(service.Channel);
        var code = await Government(country, "-19", country.Prefecture);
        await country.Change(Recoded, 2022, [country.County], [code]);
        var old = await country.File(country.County, "2021-region", 40);
        await country.File(code, "2022-region", 50);

        var points = Assert.Single(await Series(2021, 2022, code)).Points;
        var then = Assert.Single(await Series(2021, 2022, code, Boundaries.Unspecified)).Points;

        Assert.Equal([40, 50], points.Select(point => point.Figure.Count));
        Assert.Equal(0.25, points[1].YearOnYear);
        Assert.Empty(points[1].Header.Breaks);
        Assert.All(points, point => Assert.Equal(Basis.Published, point.Header.Basis));
        Assert.Equal(["divisions/" + country.County], points[0].Header.CountedDivisions);
        Assert.Equal($"{old.Name}/revisions/1", points[0].Header.Revision);
        Assert.Equal(new Coverage { ExpectedCount = 1, ReportedCount = 1 }, points[0].Header.Coverage);
        Assert.Empty(points[1].Header.CountedDivisions);
        Assert.False(then[0].Figure.HasCount);
        Assert.Equal(BreakKind.Boundary, Assert.Single(then[1].Header.Breaks).Kind);
    }

    [Fact]
    public async Task The_organs_of_a_new_code_may_take_their_reports_along()
    {
        var country = await SmallCountry.New(service.Channel);
        var (old, code) = (country.Province + "-18", country.Province + "-19");
        await country.Register(old, country.Prefecture, County);
        await country.Register(code, country.Prefecture, County);
        var office = await country.Organ(old + "-o", old, OrganKind.GeneralOffice);
        await country.File(office, "2021-region", 40);
        await country.Change(Recoded, 2022, [old], [code]);
        await country.Organ(office, code, OrganKind.GeneralOffice);

        var row = Assert.Single(await Rows(code, 2021));

        Assert.Equal((Basis.Published, 40), (row.Header.Basis, row.Figures[0].Count));
        Assert.Empty(row.Header.CountedDivisions);
    }

    [Fact]
    public async Task What_was_merged_is_added_up()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.County, "2021-region", 5);
        await country.File(country.OtherCounty, "2021-organ", 7);
        await country.File(country.OtherCounty, "2022-organ", 18);
        await country.Change(Merged, 2022, [country.County, country.OtherCounty], [country.OtherCounty]);

        var points = Assert.Single(await Series(2021, 2022, country.OtherCounty)).Points;

        Assert.Equal([12, 18], points.Select(point => point.Figure.Count));
        Assert.Equal(0.5, points[1].YearOnYear);
        Assert.Empty(points[1].Header.Breaks);
        var header = points[0].Header;
        Assert.Equal((Basis.Computed, ""), (header.Basis, header.Revision));
        Assert.Equal(["divisions/" + country.County, "divisions/" + country.OtherCounty], header.CountedDivisions);
        Assert.Equal(new Coverage { ExpectedCount = 2, ReportedCount = 2 }, header.Coverage);
        Assert.Equal(new Parts { ValueCount = 2 }, points[0].Figure.Parts);
    }

    [Fact]
    public async Task What_was_split_is_allotted_to_none_of_its_parts_but_to_what_holds_them_all()
    {
        var country = await SmallCountry.New(service.Channel);
        var part = await Government(country, "-19", country.Prefecture);
        await country.File(country.County, "2021-region", 40);
        await country.File(country.OtherCounty, "2021-region", 7);
        await country.File(part, "2022-region", 21);
        await country.Change(Split, 2022, [country.County], [country.County, part]);
        await country.Change(Merged, 2023, [country.OtherCounty, part], [part]);

        var points = Assert.Single(await Series(2021, 2022, part)).Points;
        var left = Assert.Single(await Rows(country.County, 2021));
        var whole = Assert.Single(await Rows(country.Prefecture, 2021));

        Assert.Equal(["divisions/" + country.County], points[0].Header.UnallottedDivisions);
        Assert.Equal(["divisions/" + country.OtherCounty], points[0].Header.CountedDivisions);
        Assert.Equal((7, Basis.Computed), (points[0].Figure.Count, points[0].Header.Basis));
        Assert.Equal([FigureCondition.Partial], points[0].Figure.Conditions);
        Assert.Equal(21, points[1].Figure.Count);
        Assert.Empty(points[1].Figure.Conditions);
        Assert.Contains(points[1].Header.Breaks, one => one.Kind == BreakKind.Boundary
            && one.Note.En.Contains("divisions/" + country.County, StringComparison.Ordinal));
        Assert.False(points[1].HasYearOnYear);
        Assert.Equal(["divisions/" + country.County], left.Header.UnallottedDivisions);
        Assert.Equal([FigureCondition.NotReported], left.Figures[0].Conditions);
        Assert.Equal(47, whole.Figures[0].Count);
        Assert.Empty(whole.Header.UnallottedDivisions);
    }

    [Fact]
    public async Task Where_a_county_left_what_the_prefecture_published_with_it_is_not_used()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.Prefecture, "2021-region", 100);
        await country.File(country.Prefecture, "2021-organ", 10);
        await country.File(country.County, "2021-region", 40);
        await country.File(country.OtherCounty, "2021-organ", 30);
        await country.Change(Transferred, 2022, [country.County], parent: country.OtherPrefecture);

        var rows = await Rows(country.Province, 2021, Boundaries.Current, Breakdown.Children);
        var then = await Rows(country.Province, 2021, Boundaries.Unspecified, Breakdown.Children);

        Assert.Equal([100, 40, 40], rows.Select(row => row.Figures[0].Count));
        Assert.Equal([100, 100, 0], then.Select(row => row.Figures[0].Count));
        var (prefecture, other) = (rows[1].Header, rows[2].Header);
        Assert.Equal(Basis.Computed, prefecture.Basis);
        Assert.Equal(["divisions/" + country.Prefecture], prefecture.LevelDivisions);
        Assert.Equal(["divisions/" + country.OtherCounty], prefecture.CountedDivisions);
        Assert.Equal(["divisions/" + country.County, "divisions/" + country.OtherPrefecture], other.CountedDivisions);
        Assert.Empty(rows[0].Header.CountedDivisions);
        Assert.Equal((2, 1), (other.Coverage.ExpectedCount, other.Coverage.ReportedCount));
    }

    [Fact]
    public async Task What_a_county_left_and_what_it_came_to_break_as_they_were_then_and_not_as_they_are_now()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.Prefecture, "2021-region", 100);
        await country.Change(Transferred, 2022, [country.County], parent: country.OtherPrefecture);
        string[] divisions = [country.Province, country.Prefecture, country.OtherPrefecture, country.OtherCounty];

        foreach (var (division, breaks) in divisions.Zip([false, true, true, false]))
        {
            var then = Assert.Single(await Series(2021, 2022, division, Boundaries.Unspecified)).Points;
            var now = Assert.Single(await Series(2021, 2022, division)).Points;

            Assert.Equal(breaks, then[1].Header.Breaks.Any(one => one.Kind == BreakKind.Boundary
                && one.Note.En.Contains("divisions/" + country.County, StringComparison.Ordinal)));
            Assert.DoesNotContain(now[1].Header.Breaks, one => one.Kind == BreakKind.Boundary);
        }
    }

    [Fact]
    public async Task Towns_of_then_follow_the_county_that_they_are_in_now()
    {
        var country = await SmallCountry.New(service.Channel);
        var town = "992000001";
        await country.Register(town, country.County, Township);
        var office = await country.Organ(town + "-t", town, OrganKind.Township);
        await country.File(office, "2021-organ", 3);
        await country.File(country.County, "2021-organ", 5);
        await country.Change(Transferred, 2022, [town], parent: country.OtherCounty);

        var rows = await Rows(country.Prefecture, 2021, Boundaries.Current, Breakdown.Children);

        Assert.Equal([8, 5, 3], rows.Select(row => row.Figures[0].Count));
        Assert.Equal(["divisions/" + country.County], rows[1].Header.LevelDivisions);
    }

    [Fact]
    public async Task Before_a_change_was_recorded_today_was_another()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.County, "2021-region", 40);
        var request = Request(country.Prefecture, 2021, Boundaries.Current, Breakdown.Children);
        await service.Services.CaughtUp();
        var before = await service.Statistics.QueryIndicatorsAsync(request);
        await country.Change(Transferred, 2022, [country.County], parent: country.OtherPrefecture);
        await service.Services.CaughtUp();
        var after = await service.Statistics.QueryIndicatorsAsync(request);
        request.Read = new() { Position = before.Stamp.AsOfPosition };

        Assert.Equal([40, 40, 0], before.Rows.Select(row => row.Figures[0].Count));
        Assert.Equal([0, 0], after.Rows.Select(row => row.Figures[0].Count));
        Assert.Equal(before, await service.Statistics.QueryIndicatorsAsync(request));
    }

    private static async Task<string> Government(SmallCountry country, string suffix, string parent)
    {
        await country.Register(country.Province + suffix, parent, County);
        return await country.Organ(country.Province + suffix, country.Province + suffix, OrganKind.Government);
    }

    private async Task<IReadOnlyList<IndicatorsRow>> Rows(
        string division, int year, Boundaries boundaries = Boundaries.Current,
        Breakdown breakdown = Breakdown.Unspecified)
    {
        await service.Services.CaughtUp();
        return (await service.Statistics.QueryIndicatorsAsync(Request(division, year, boundaries, breakdown))).Rows;
    }

    private async Task<IReadOnlyList<Ogi.Stats.V1.Series>> Series(
        int first, int last, string division, Boundaries boundaries = Boundaries.Current)
    {
        await service.Services.CaughtUp();
        var request = Request(division, first, boundaries, Breakdown.Unspecified);
        request.Selection.LastYear = last;
        return (await service.Statistics.QuerySeriesAsync(
            new() { Selection = request.Selection, Measure = request.Measures[0] })).Series;
    }

    private static QueryIndicatorsRequest Request(
        string division, int year, Boundaries boundaries, Breakdown breakdown) => new()
        {
            Selection = new()
            {
                Divisions = { "divisions/" + division },
                FirstYear = year,
                Boundaries = boundaries,
                Breakdown = breakdown,
                WithSubject = breakdown != Breakdown.Unspecified,
            },
            Measures = { new Measure { Indicator = "applications.received" } },
        };
}
