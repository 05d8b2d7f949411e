using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Registry;

/// <summary>Mergers, splits, new names, new codes and new parents: as it was then, and as it is now.</summary>
public sealed class ChangingDivisions(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Hongze_county_becomes_a_district_under_a_new_code()
    {
        var town = await service.Register("divisions/320829", DivisionLevel.Township);
        var changed = await service.Change(
            DivisionChangeKind.Recoded, 2017, ["divisions/320829"], ["divisions/320813"]);

        Assert.Equal(["divisions/320829", "divisions/320813"], changed.Divisions.Select(division => division.Name));
        var (before, now) = (await service.Division("divisions/320829"), await service.Division("divisions/320813"));
        Assert.Equal((2016, 2017), (before.Years.LastYear, now.Years.FirstYear));
        Assert.Equal(["divisions/320813"], Assert.Single(before.Changes).Successors);
        Assert.Equal(["divisions/320829"], Assert.Single(now.Changes).Predecessors);

        // What lay below the old code lies below the new one, and as it was then below the old one.
        Assert.Equal("divisions/320813", (await service.Division(town)).Parent);
        Assert.Equal([town], await service.Below("divisions/320829", 2016));
        Assert.Empty(await service.Below("divisions/320829", 2017));
        Assert.Equal([town], await service.Below("divisions/320813", 2017));
        Assert.Contains("divisions/320829", await service.Below("divisions/320800", 2016));
        Assert.DoesNotContain("divisions/320813", await service.Below("divisions/320800", 2016));
        Assert.DoesNotContain("divisions/320829", await service.Below("divisions/320800", 2017));
    }

    [Fact]
    public async Task A_county_that_is_transferred_takes_its_towns_along()
    {
        var county = await service.Register("divisions/140400");
        var town = await service.Register(county, DivisionLevel.Township);
        await service.Change(DivisionChangeKind.Transferred, 2020, [county], parent: "divisions/140500");

        var moved = await service.Division(county);
        Assert.Equal("divisions/140500", moved.Parent);
        Assert.Equal(["divisions/140500", "divisions/140400"], moved.Parents.Select(parent => parent.Parent));
        Assert.Equal((2020, 2019), (moved.Parents[0].Years.FirstYear, moved.Parents[1].Years.LastYear));
        Assert.Contains(town, await service.Below("divisions/140400", 2019));
        Assert.DoesNotContain(town, await service.Below("divisions/140400", 2020));
        Assert.Contains(town, await service.Below("divisions/140500", 2020));
        var now = (await service.Registry.ListDivisionsAsync(new() { Ancestor = "divisions/140500", PageSize = 5000 }));
        Assert.Contains(town, now.Divisions.Select(division => division.Name));
        Assert.Empty((await service.Division(town)).Changes);
    }

    [Fact]
    public async Task A_division_has_the_name_of_the_year_that_is_asked_for()
    {
        var county = await service.Register("divisions/140600");
        var old = (await service.Division(county)).Title;
        await service.Change(DivisionChangeKind.Renamed, 2012, [county], title: "新名区");

        Assert.Equal(["新名区", old], (await service.Division(county)).Names.Select(name => name.Title));
        var then = await service.Registry.ListDivisionsAsync(
            new() { Ancestor = "divisions/140600", Year = 2011, Query = old });
        Assert.Equal((county, old), (Assert.Single(then.Divisions).Name, then.Divisions[0].Title));
    }

    [Fact]
    public async Task Merged_divisions_end_and_a_split_one_may_go_on()
    {
        var (one, other) = (await service.Register("divisions/140700"), await service.Register("divisions/140700"));
        await service.Change(DivisionChangeKind.Merged, 2014, [one, other], [other]);
        Assert.Equal(2013, (await service.Division(one)).Years.LastYear);
        Assert.Null((await service.Division(other)).Years);

        var third = await service.Register("divisions/140700");
        await service.Change(DivisionChangeKind.Split, 2016, [other], [other, third]);
        Assert.Equal(2016, (await service.Division(third)).Years.FirstYear);
        var existed = await service.Below("divisions/140700", 2015);
        Assert.Contains(other, existed);
        Assert.DoesNotContain(one, existed);
        Assert.DoesNotContain(third, existed);
    }

    [Fact]
    public async Task A_change_that_is_recorded_again_adds_nothing()
    {
        var county = await service.Register("divisions/140800");
        var first = await service.Change(DivisionChangeKind.Renamed, 2012, [county], title: "又名");
        var again = await service.Change(DivisionChangeKind.Renamed, 2012, [county], title: "又名");

        Assert.Equal(first, again);
        Assert.Equal(2, await service.Events(county));
    }

    [Fact]
    public async Task A_division_does_not_come_below_what_lies_below_it()
    {
        var county = await service.Register("divisions/140900");
        var town = await service.Register(county, DivisionLevel.Township);
        await Refused.AtField(StatusCode.InvalidArgument, "INVALID_VALUE", "change.parent", () =>
            service.Change(DivisionChangeKind.Transferred, 2020, [county], parent: town));
        await Refused.AtField(StatusCode.InvalidArgument, "INVALID_VALUE", "change.parent", () =>
            service.Change(DivisionChangeKind.Transferred, 2020, [county], parent: county));
        Assert.Equal(1, await service.Events(county) * await service.Events(town));
    }

    [Fact]
    public async Task A_division_that_ended_ends_no_second_time()
    {
        var (one, other) = (await service.Register("divisions/141000"), await service.Register("divisions/141000"));
        await service.Change(DivisionChangeKind.Recoded, 2014, [one], [other]);
        var third = await service.Register("divisions/141000");

        await Refused.AtField(StatusCode.InvalidArgument, "INVALID_VALUE", "change.year", () =>
            service.Change(DivisionChangeKind.Recoded, 2016, [one], [third]));
        Assert.Equal(1, await service.Events(third));
    }
}
