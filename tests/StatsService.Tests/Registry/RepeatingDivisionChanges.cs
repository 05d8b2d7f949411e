using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Registry;

/// <summary>A request id makes a retry of ChangeDivisions safe.</summary>
public sealed class RepeatingDivisionChanges(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task A_late_retry_gives_the_first_answer_and_undoes_nothing()
    {
        var county = await service.Register("divisions/140400");
        var request = TestDivisions.Changed(DivisionChangeKind.Renamed, 2012, [county], title: "中间名县");
        var first = await service.Registry.ChangeDivisionsAsync(request);
        await service.Change(DivisionChangeKind.Renamed, 2015, [county], title: "今名县");

        Assert.Equal(first, await service.Registry.ChangeDivisionsAsync(request));
        Assert.Equal("今名县", (await service.Division(county)).Title);
        Assert.Equal(3, await service.Events(county));
    }

    [Fact]
    public async Task A_retry_of_a_new_code_answers_with_the_divisions_it_named_and_not_with_those_it_moved()
    {
        var (old, now) = (await service.Register("divisions/140400"), await service.Register("divisions/140400"));
        var town = await service.Register(old, DivisionLevel.Township);
        var request = TestDivisions.Changed(DivisionChangeKind.Recoded, 2018, [old], [now]);
        var first = await service.Registry.ChangeDivisionsAsync(request);

        Assert.Equal([old, now], first.Divisions.Select(division => division.Name));
        Assert.Equal(first, await service.Registry.ChangeDivisionsAsync(request));
        Assert.Equal(2, await service.Events(town));
    }

    [Fact]
    public async Task A_retry_is_answered_also_where_the_change_was_on_record_already()
    {
        var county = await service.Register("divisions/140400");
        await service.Change(DivisionChangeKind.Transferred, 2018, [county], parent: "divisions/140500");
        var request = TestDivisions.Changed(
            DivisionChangeKind.Transferred, 2018, [county], parent: "divisions/140500");
        var first = await service.Registry.ChangeDivisionsAsync(request);
        await service.Change(DivisionChangeKind.Transferred, 2019, [county], parent: "divisions/140600");

        Assert.Equal("divisions/140500", Assert.Single(first.Divisions).Parent);
        Assert.Equal(first, await service.Registry.ChangeDivisionsAsync(request));
        Assert.Equal(3, await service.Events(county));
    }

    [Fact]
    public async Task An_id_that_was_used_for_another_change_is_refused()
    {
        var county = await service.Register("divisions/140400");
        var request = TestDivisions.Changed(DivisionChangeKind.Renamed, 2012, [county], title: "新名县");
        await service.Registry.ChangeDivisionsAsync(request);
        request.Change.Year = 2013;

        await Refused.With(StatusCode.AlreadyExists, "REQUEST_ID_REUSED", async () =>
            await service.Registry.ChangeDivisionsAsync(request));
        Assert.Equal(2, await service.Events(county));
    }

    [Fact]
    public async Task The_position_of_an_answer_is_one_to_wait_for()
    {
        var county = await service.Register("divisions/140400");
        var changed = await service.Change(DivisionChangeKind.Renamed, 2012, [county], title: "新名县");
        var read = await service.Registry.GetDivisionAsync(
            new() { Name = county, Read = new() { MinPosition = changed.Position } });

        Assert.Equal("新名县", read.Division.Title);
        Assert.Equal(Assert.Single(changed.Divisions), read.Division);
    }
}
