using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Registry;

/// <summary>ListDivisions with a year: the tree as it was then, page by page.</summary>
public sealed class ListingDivisionsOfAYear(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Pages_together_are_what_one_page_would_be()
    {
        var prefecture = await service.Register("divisions/140000", DivisionLevel.Prefecture);
        var counties = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            counties.Add(await service.Register("divisions/140400"));
            await service.Change(DivisionChangeKind.Transferred, 2020, [counties[i]], parent: prefecture);
            await service.Register(counties[i], DivisionLevel.Township);
        }

        var all = await Pages(new() { Ancestor = prefecture, Year = 2020, PageSize = 500 });
        Assert.Equal(10, Assert.Single(all).Count);
        Assert.Equal(all[0].Order(StringComparer.Ordinal), all[0]);
        var pages = await Pages(new() { Ancestor = prefecture, Year = 2020, PageSize = 4 });
        Assert.Equal([4, 4, 2], pages.Select(page => page.Count));
        Assert.Equal(all[0], pages.SelectMany(page => page));

        var level = await Pages(
            new() { Ancestor = prefecture, Year = 2020, PageSize = 2, Level = DivisionLevel.County });
        Assert.Equal(counties.Order(StringComparer.Ordinal), level.SelectMany(page => page));
        Assert.Empty(Assert.Single(await Pages(new() { Ancestor = prefecture, Year = 2019 })));
    }

    [Fact]
    public async Task A_token_is_good_for_one_year_only()
    {
        var first = await service.Registry.ListDivisionsAsync(new() { Year = 2020, PageSize = 10 });
        var refused = await Refused.By(() => service.Registry.ListDivisionsAsync(
            new() { Year = 2021, PageSize = 10, PageToken = first.NextPageToken }));

        Assert.Equal("PAGE_TOKEN_MISMATCH", refused.Reason);
    }

    [Fact]
    public async Task A_year_before_the_registry_begins_is_refused()
    {
        var refused = await Refused.By(() => service.Registry.ListDivisionsAsync(new() { Year = 1948 }));
        Assert.Equal(["year"], refused.Fields);
    }

    private async Task<List<List<string>>> Pages(ListDivisionsRequest request)
    {
        var pages = new List<List<string>>();
        ListDivisionsResponse page;
        do
        {
            page = await service.Registry.ListDivisionsAsync(request);
            pages.Add([.. page.Divisions.Select(division => division.Name)]);
            request.PageToken = page.NextPageToken;
        }
        while (page.NextPageToken.Length > 0);

        return pages;
    }
}
