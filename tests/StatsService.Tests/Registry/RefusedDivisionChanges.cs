using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using Kind = Ogi.Stats.V1.DivisionChangeKind;

namespace StatsService.Tests.Registry;

/// <summary>
/// What ChangeDivisions does not take: each refusal names field, value and rule in both languages, and nothing is
/// stored.
/// </summary>
public sealed class RefusedDivisionChanges(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string Parent = "divisions/141100";

    [Fact]
    public async Task What_a_change_cannot_do_without_is_asked_for()
    {
        var county = await service.Register(Parent);
        var full = TestDivisions.Changed(Kind.Renamed, 2012, [county], title: "新名县");
        await Required(full, "change", request => request.Change = null);
        await Required(full, "change.kind", request => request.Change.Kind = Kind.Unspecified);
        await Required(full, "change.predecessors", request => request.Change.Predecessors.Clear());
        await Required(full, "change.title", request => request.Change.Title = " ");
        await Required(full, "change.source", request => request.Change.Source = "");
        await Required(full, "change.parent", request => request.Change.Kind = Kind.Transferred);

        Assert.Equal(1, await service.Events(county));
    }

    [Fact]
    public async Task Each_kind_of_change_has_its_numbers_of_divisions()
    {
        var (one, other) = (await service.Register(Parent), await service.Register(Parent));
        await Numbers(Kind.Merged, [one], [one], "合并须有一个后继", "a merger has one successor");
        await Numbers(Kind.Merged, [one, other], [one, other], "合并须有一个后继", "a merger has one successor");
        await Numbers(Kind.Split, [one], [other], "至少两个后继", "at least two after");
        await Numbers(Kind.Recoded, [one], [one], "一个另外的后继", "another one after");
        await Numbers(Kind.Renamed, [one, other], [], "每次只记录一个区划", "one division at a time");
        await Numbers(Kind.Transferred, [one, other], [], "每次只记录一个区划", "one division at a time");

        Assert.Equal(1, await service.Events(one));
    }

    [Fact]
    public async Task A_division_that_nobody_registered_is_told_with_the_nearest()
    {
        var refused = await Refuse(Kind.Renamed, 2012, ["divisions/141199"], title: "新名县");
        Assert.Equal("UNKNOWN_DIVISION", refused.Reason);
        Assert.Equal(["change.predecessors"], refused.Fields);
        Assert.Contains(refused.Nearest, near => near.Name.StartsWith("divisions/1411", StringComparison.Ordinal));
        Says(refused, "141199", "141199");
    }

    [Fact]
    public async Task More_divisions_than_a_change_takes_are_counted()
    {
        var many = Enumerable.Range(0, 51).Select(i => $"divisions/{i}").ToArray();
        var refused = await Refuse(Kind.Merged, 2012, many, [Parent]);
        Assert.Equal("TOO_MANY", refused.Reason);
        Says(refused, "51", "51");
        Says(refused, "50", "50");
    }

    [Fact]
    public async Task A_year_must_be_one_and_come_after_the_last_change_of_the_kind()
    {
        var county = await service.Register(Parent);
        At("change.year", await Refuse(Kind.Renamed, 1900, [county], title: "新名县"), "1949至2100之间", "1949 and 2100");
        await service.Change(Kind.Renamed, 2012, [county], title: "新名县");
        At(
            "change.year", await Refuse(Kind.Renamed, 2012, [county], title: "再名县"),
            "已记录2012年的同类变更", "a change of 2012 is on record");
        Assert.Equal(2, await service.Events(county));
    }

    [Fact]
    public async Task Who_ended_or_began_when_stands_in_the_refusal()
    {
        var (old, now) = (await service.Register(Parent), await service.Register(Parent));
        await service.Change(Kind.Recoded, 2014, [old], [now]);
        At(
            "change.year", await Refuse(Kind.Renamed, 2016, [old], title: "新名县"),
            "存续年份为至2013年止", "exists until 2013");
        At(
            "change.year", await Refuse(Kind.Renamed, 2012, [now], title: "新名县"),
            "存续年份为自2014年起", "exists from 2014 on");
    }

    [Fact]
    public async Task What_lies_below_a_division_that_is_split_goes_first()
    {
        var (county, one, other) = (
            await service.Register(Parent), await service.Register(Parent), await service.Register(Parent));
        var town = await service.Register(county, DivisionLevel.Township);
        At(
            "change.successors", await Refuse(Kind.Split, 2015, [county], [one, other]),
            $"{town}（", "move each of them first");

        await service.Change(Kind.Transferred, 2015, [town], parent: one);
        await service.Change(Kind.Split, 2015, [county], [one, other]);
        Assert.Equal([town], await service.Below(one, 2015));
    }

    [Fact]
    public async Task A_division_comes_only_below_one_of_a_higher_level()
    {
        var (one, other) = (await service.Register(Parent), await service.Register(Parent));
        At(
            "change.parent", await Refuse(Kind.Transferred, 2015, [one], parent: other),
            $"的级别不高于{one}", $"is of no higher level than {one}");
        At(
            "change.parent", await Refuse(Kind.Transferred, 2015, ["divisions/000000"], parent: other),
            "divisions/000000", "divisions/000000");
        Assert.Equal(1, await service.Events(one));
    }

    private static void At(string field, Refused refused, string zh, string en)
    {
        Assert.Equal((StatusCode.InvalidArgument, "INVALID_VALUE"), (refused.Code, refused.Reason));
        Assert.Equal([field], refused.Fields);
        Says(refused, zh, en);
    }

    private static void Says(Refused refused, string zh, string en)
    {
        Assert.Contains(zh, refused.Zh, StringComparison.Ordinal);
        Assert.Contains(en, refused.En, StringComparison.Ordinal);
    }

    private async Task Numbers(Kind kind, string[] before, string[] after, string zh, string en) =>
        At("change.successors", await Refuse(kind, 2015, before, after, parent: Parent, title: "新名县"), zh, en);

    private async Task Required(ChangeDivisionsRequest full, string field, Action<ChangeDivisionsRequest> without)
    {
        var request = full.Clone();
        without(request);
        var refused = await Refused.By(() => service.Registry.ChangeDivisionsAsync(request));
        Assert.Equal("REQUIRED_FIELD", refused.Reason);
        Assert.Equal([field], refused.Fields);
        Says(refused, field, field);
    }

    private Task<Refused> Refuse(
        Kind kind, int year, string[] before, string[]? after = null, string title = "", string parent = "") =>
        Refused.By(() => service.Registry.ChangeDivisionsAsync(
            TestDivisions.Changed(kind, year, before, after, title, parent)));
}
