using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.YearReports;

namespace StatsService.Tests.Continuity;

/// <summary>Only what covers the same is compared: section by section, each from the report that counts.</summary>
public sealed class ScopesOfYears(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string Licensing = "years.count.rise@actions.licensing.decisions";

    [Fact]
    public async Task Reports_of_other_scopes_are_not_compared()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(Of(organ, "2022-level", 0, 3));

        Assert.Empty((await service.File(Of(organ, "2023-region", 5, 0))).OverTwoYears());
    }

    [Fact]
    public async Task An_item_of_the_level_in_a_report_on_the_region_is_compared_with_the_level_s_own_report()
    {
        var organ = await TestOrgans.Register(service);
        var earlier = await service.File(MadeUpReports.Of(organ, "2022-level", MadeUpReports.Decisions("2021", 9)));

        var later = await service.File(Region(organ, "2023-region", 900));

        // Of the region there was no report: what it says on penalties has nothing to be compared with.
        Assert.Equal([Licensing], later.OverTwoYears());
        Assert.Equal([Licensing + "@next_year"], (await service.Read(earlier.Name)).OverTwoYears());
    }

    [Fact]
    public async Task Where_two_reports_give_it_the_one_that_counts_bears_the_finding()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(MadeUpReports.Of(organ, "2022-level", MadeUpReports.Decisions("2021", 9)));
        await service.File(MadeUpReports.Of(organ, "2023-level", MadeUpReports.Decisions("2021", 9)));

        var region = await service.File(Region(organ, "2023-region", 900));

        Assert.Empty(region.OverTwoYears());
        Assert.Empty((await service.Read($"{organ}/reports/2023-level")).OverTwoYears());
    }

    /// <summary>Table 2 of the region with item (5) of the level.</summary>
    private static Report Region(string organ, string key, long decisions)
    {
        var table = MadeUpReports.Decisions("2021", decisions);
        table.SectionScopes.Add(new SectionScope { Section = "table2.item5", Scope = Scope.Level });
        return MadeUpReports.Of(organ, key, table);
    }
}
