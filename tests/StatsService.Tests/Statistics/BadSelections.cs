using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Statistics;

/// <summary>Selections that cannot be answered are refused, naming the field.</summary>
public sealed class BadSelections(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task A_request_without_a_selection_is_refused() =>
        await Refuses("REQUIRED_FIELD", "selection", selection: null);

    [Fact]
    public async Task A_selection_without_an_organ_is_refused() =>
        await Refuses("REQUIRED_FIELD", "selection.organs", new() { FirstYear = 2019 });

    [Fact]
    public async Task More_than_1000_organs_are_refused() => await Refuses("TOO_MANY", "selection.organs", new()
    {
        Organs = { Enumerable.Range(0, 1001).Select(i => $"organs/{i}") },
        FirstYear = 2019,
    });

    [Fact]
    public async Task An_organ_that_is_not_registered_is_refused()
    {
        var known = await TestOrgans.Register(service);

        await Refuses(
            "UNKNOWN_ORGAN", "selection.organs[1]", new() { Organs = { known, "organs/nowhere" }, FirstYear = 2019 });
    }

    [Fact]
    public async Task A_name_that_is_no_name_is_refused() =>
        await Refuses("INVALID_NAME", "selection.organs[0]", new() { Organs = { "organs/长治" }, FirstYear = 2019 });

    [Fact]
    public async Task A_scope_that_does_not_exist_is_refused() =>
        await Refuses("INVALID_VALUE", "selection.scope", new()
        {
            Organs = { await TestOrgans.Register(service) },
            FirstYear = 2019,
            Scope = (Scope)7,
        });

    [Theory]
    [InlineData(0, 0, "REQUIRED_FIELD", "selection.first_year")]
    [InlineData(2007, 2019, "INVALID_VALUE", "selection.first_year")]
    [InlineData(2019, 2018, "INVALID_VALUE", "selection.last_year")]
    [InlineData(2019, 2101, "INVALID_VALUE", "selection.last_year")]
    [InlineData(2008, 2038, "TOO_MANY", "selection.last_year")]
    public async Task Years_out_of_range_are_refused(int first, int last, string reason, string field) =>
        await Refuses(reason, field, new()
        {
            Organs = { await TestOrgans.Register(service) },
            FirstYear = first,
            LastYear = last,
        });

    [Fact]
    public async Task A_negative_page_size_is_refused() =>
        await Refused.AtField(StatusCode.InvalidArgument, "INVALID_VALUE", "page_size", async () =>
            await service.Statistics.QueryReviewResultsAsync(new() { PageSize = -1 }));

    [Fact]
    public async Task An_organ_is_known_by_any_of_its_codes_and_counts_once()
    {
        var organ = await TestOrgans.Register(service);

        var rows = (await service.Statistics.QueryReviewResultsAsync(
            new() { Selection = new() { Organs = { organ, organ[7..], organ }, FirstYear = 2019 } })).Rows;

        Assert.Equal(organ, Assert.Single(rows).Header.Organ);
    }

    private async Task Refuses(string reason, string field, Selection? selection)
    {
        await Refused.AtField(StatusCode.InvalidArgument, reason, field, async () =>
            await service.Statistics.QueryApplicationOutcomesAsync(new() { Selection = selection }));
        await Refused.AtField(StatusCode.InvalidArgument, reason, field, async () =>
            await service.Statistics.QueryReviewResultsAsync(new() { Selection = selection }));
        await Refused.AtField(StatusCode.InvalidArgument, reason, field, async () =>
            await service.Statistics.QueryDisclosureCountsAsync(new() { Selection = selection }));
        await Refused.AtField(StatusCode.InvalidArgument, reason, field, async () =>
            await service.Statistics.QueryIndicatorsAsync(
                new() { Selection = selection, Measures = { new Measure { Indicator = "applications.total" } } }));
    }
}
