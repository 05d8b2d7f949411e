using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.MadeUpReports;

namespace StatsService.Tests.Changes;

/// <summary>Where a feed goes on, and what it refuses.</summary>
public sealed class PlacesInAFeed(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private ChangeService.ChangeServiceClient Client => new(service.Channel);

    [Fact]
    public async Task From_the_beginning_the_whole_registry_comes_and_the_rules()
    {
        var (all, _) = await Everything();

        Assert.Contains(all, change => change is { Kind: ChangeKind.DivisionRecorded, Division: "divisions/110116" });
        Assert.Contains(all, change => change is { Kind: ChangeKind.OrganRecorded, Organ: "organs/110116" });
        Assert.Contains(all, change => change.Kind == ChangeKind.RulesChanged && change.CatalogVersion.Length == 64);
        var positions = all.Select(change => change.Event.Position).ToList();
        Assert.Equal(positions.Distinct(StringComparer.Ordinal), positions);
    }

    [Fact]
    public async Task At_the_end_there_is_nothing_and_the_place_stays()
    {
        var end = await End();

        var again = await Client.ListChangesAsync(new() { AfterPosition = end });

        Assert.Empty(again.Changes);
        Assert.False(again.HasMore);
    }

    [Fact]
    public async Task A_position_of_any_answer_is_a_place()
    {
        var filed = await service.File(Of(await TestOrgans.Register(service), "2021-organ", Applications("2021", 3)));

        var page = await Client.ListChangesAsync(new() { AfterPosition = filed.LastEvent.Position });

        Assert.DoesNotContain(page.Changes, change => change.Report == filed.Name);
    }

    [Fact]
    public async Task A_place_of_another_filter_is_refused()
    {
        var page = await Client.ListChangesAsync(new() { PageSize = 1, Filter = new() { FirstYear = 2020 } });

        await Refused.With(
            StatusCode.FailedPrecondition, "FEED_CHANGED",
            async () => await Client.ListChangesAsync(
                new() { AfterPosition = page.Position, Filter = new() { FirstYear = 2019 } }));
    }

    [Fact]
    public async Task The_same_filter_in_another_order_is_the_same_feed()
    {
        var page = await Client.ListChangesAsync(
            new() { PageSize = 1, Filter = new() { Divisions = { "divisions/110000", "divisions/140000" } } });

        await Client.ListChangesAsync(new()
        {
            AfterPosition = page.Position,
            Filter = new() { Divisions = { "divisions/140000", "divisions/110000" } },
        });
    }

    [Theory]
    [InlineData("48211")]
    [InlineData("AAAA")]
    [InlineData("not a position")]
    public Task What_is_no_position_is_refused(string text) => Refused.AtField(
        StatusCode.InvalidArgument, "INVALID_NAME", "after_position",
        async () => await Client.ListChangesAsync(new() { AfterPosition = text }));

    [Fact]
    public async Task Bad_filters_are_refused()
    {
        await Refuse("filter.first_year", "INVALID_VALUE", new() { FirstYear = -1 });
        await Refuse("filter.last_year", "INVALID_VALUE", new() { FirstYear = 2021, LastYear = 2020 });
        await Refuse("filter.divisions", "UNKNOWN_DIVISION", new() { Divisions = { "divisions/999999" } });
        await Refuse("filter.forms[0]", "UNKNOWN_FORM", new() { Forms = { "forms/2020" } });
        await Refuse("filter.kinds[0]", "INVALID_VALUE", new() { Kinds = { (ChangeKind)99 } });
        var many = Enumerable.Repeat("divisions/110000", 101);
        await Refuse("filter.divisions", "TOO_MANY", new() { Divisions = { many } });

        Task Refuse(string field, string reason, ChangeFilter filter) => Refused.AtField(
            StatusCode.InvalidArgument, reason, field,
            async () => await Client.ListChangesAsync(new() { Filter = filter }));
    }

    [Fact]
    public async Task What_may_still_appear_holds_back_what_comes_after_it()
    {
        var organ = await TestOrgans.Register(service);
        var end = await End();
        await using var busy = await BusyWriter.Begin(service);
        var filed = await service.File(Of(organ, "2021-organ", Applications("2021", 3)));
        var before = await Client.ListChangesAsync(new() { AfterPosition = end });
        await busy.DisposeAsync();
        var after = await Client.ListChangesAsync(new() { AfterPosition = before.Position });

        Assert.Empty(before.Changes);
        Assert.Equal(filed.Name, Assert.Single(after.Changes).Report);
    }

    private async Task<string> End() => (await Everything()).End;

    private async Task<(IReadOnlyList<Change> All, string End)> Everything()
    {
        var (all, page) = (new List<Change>(), new ListChangesResponse { HasMore = true });
        while (page.HasMore)
        {
            page = await Client.ListChangesAsync(new() { PageSize = 5000, AfterPosition = page.Position });
            all.AddRange(page.Changes);
        }

        return (all, page.Position);
    }
}
