using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Registry;

/// <summary>Organs are found by id, code, name, alias, and by what someone mistyped.</summary>
public sealed class FindingOrgans(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Theory]
    [InlineData("长治市人民政府", "organs/140400")] // its name
    [InlineData("山西省长治市人民政府", "organs/140400")] // an alias
    [InlineData("南京市鼓楼区人民政府", "organs/320106")] // an alias that tells four apart
    [InlineData("140400", "organs/140400")]
    [InlineData("organs/140400", "organs/140400")]
    public async Task The_very_name_alias_or_id_scores_1(string query, string name)
    {
        var matches = await Search(query);

        Assert.Equal((name, 1.0), (matches[0].Organ.Name, matches[0].Score));
        Assert.All(matches.Skip(1), match => Assert.True(match.Score < 1));
    }

    [Theory]
    [InlineData("长治市政府", "organs/140400")] // how people call it
    [InlineData("长冶市人民政府", "organs/140400")] // 冶 for 治
    [InlineData("怀柔", "organs/110116")] // a part
    [InlineData("怀柔区政府", "organs/110116")]
    [InlineData("鄂伦春自治旗", "organs/150723")]
    public async Task A_name_that_is_alike_is_among_the_first(string query, string name)
    {
        var matches = await Search(query);

        Assert.Contains(name, matches.Take(5).Select(match => match.Organ.Name));
        Assert.All(matches, match => Assert.InRange(match.Score, 0.25, 0.9999));
        Assert.Equal(matches.OrderByDescending(match => match.Score).Select(match => match.Score),
            matches.Select(match => match.Score));
    }

    [Fact]
    public async Task The_same_title_in_four_cities_gives_all_four()
    {
        var matches = await Search("鼓楼区人民政府");

        Assert.Equal(4, matches.Count(match => match.Score == 1));
    }

    [Fact]
    public async Task The_beginning_of_an_id_gives_those_that_begin_so()
    {
        var matches = await Search("1404", limit: 100);

        Assert.Equal(13, matches.Count);
        Assert.Equal("organs/140400", matches[0].Organ.Name);
        Assert.All(matches, match => Assert.StartsWith("organs/1404", match.Organ.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_division_narrows_the_search_to_itself_and_what_is_below()
    {
        var matches = (await service.Registry.SearchOrgansAsync(
            new() { Query = "鼓楼区人民政府", Division = "divisions/320000", Limit = 50 })).Matches;

        Assert.Equal(["organs/320106", "organs/320302"],
            matches.Where(match => match.Score == 1).Select(match => match.Organ.Name));
        Assert.All(matches, match => Assert.StartsWith("organs/32", match.Organ.Name, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Words_that_are_in_every_name_are_searched_too()
    {
        var matches = (await service.Registry.SearchOrgansAsync(
            new() { Query = "县人民政府", Division = "divisions/140400", Limit = 50 })).Matches;

        Assert.Equal(8, matches.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \u3000 ")]
    [InlineData("organs/")]
    [InlineData("长\u0000治")]
    public async Task A_query_that_cannot_be_looked_for_is_refused(string query)
    {
        var refused = await Refused.By(() => service.Registry.SearchOrgansAsync(new() { Query = query }));

        Assert.Equal(StatusCode.InvalidArgument, refused.Code);
        Assert.Equal(["query"], refused.Fields);
    }

    [Fact]
    public async Task An_id_that_is_not_there_comes_back_with_the_nearest_names()
    {
        var refused = await Refused.By(() => service.Registry.GetOrganAsync(new() { Name = "organs/14040" }));

        Assert.Equal((StatusCode.NotFound, "RESOURCE_NOT_FOUND"), (refused.Code, refused.Reason));
        Assert.Contains(("organs/140400", "长治市人民政府"), refused.Nearest);
        Assert.Contains("长治市人民政府", refused.Zh, StringComparison.Ordinal);
        Assert.Contains("organs/140400", refused.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("organs/140040")] // two digits exchanged
    [InlineData("organs/1404000")] // one too many
    [InlineData("organs/149400")] // one wrong
    public async Task A_slip_in_an_id_leads_to_the_one_meant(string name)
    {
        var refused = await Refused.By(() => service.Registry.GetOrganAsync(new() { Name = name }));

        Assert.Contains(("organs/140400", "长治市人民政府"), refused.Nearest);
    }

    [Fact]
    public async Task A_division_that_is_not_there_comes_back_with_the_nearest()
    {
        var refused = await Refused.By(() => service.Registry.ListOrgansAsync(new() { Division = "divisions/14040" }));

        Assert.Equal((StatusCode.InvalidArgument, "UNKNOWN_DIVISION"), (refused.Code, refused.Reason));
        Assert.Equal(["division"], refused.Fields);
        Assert.Contains(("divisions/140400", "长治市"), refused.Nearest);
    }

    [Fact]
    public async Task Pages_hold_everything_once_and_in_order()
    {
        var names = new List<string>();
        var request = new ListOrgansRequest
        {
            Division = "divisions/140000",
            PageSize = 50,
            Kinds = { OrganKind.Government },
        };
        do
        {
            var page = await service.Registry.ListOrgansAsync(request);
            Assert.InRange(page.Organs.Count, 1, 50);
            names.AddRange(page.Organs.Select(organ => organ.Name));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        var whole = await service.Registry.ListOrgansAsync(new() { Division = "divisions/140000", PageSize = 5000 });
        Assert.Equal(129, names.Count);
        Assert.Equal(whole.Organs.Select(organ => organ.Name), names);
        Assert.Equal(names.Order(StringComparer.Ordinal), names);
    }

    [Fact]
    public async Task A_page_ends_before_it_is_larger_than_clients_take()
    {
        for (var i = 0; i < 250; i++)
        {
            var organ = Departments.New();
            organ.Division = "divisions/650000";
            organ.Names.Add(Enumerable.Range(0, 49).Select(n => new TimedName { Title = $"{new string('长', 96)}{n}" }));
            await service.Create(organ);
        }

        var request = new ListOrgansRequest { Division = "divisions/650000", Kinds = { OrganKind.Department } };
        var first = await service.Registry.ListOrgansAsync(request);
        request.PageToken = first.NextPageToken;
        var second = await service.Registry.ListOrgansAsync(request);

        Assert.InRange(first.CalculateSize(), 2 << 20, 3 << 20);
        Assert.Equal(250, first.Organs.Concat(second.Organs).DistinctBy(organ => organ.Name).Count());
    }

    [Fact]
    public async Task A_kind_or_level_that_is_not_stated_means_any_and_one_that_does_not_exist_is_refused()
    {
        var stated = await service.Registry.ListOrgansAsync(
            new() { Division = "divisions/110000", Kinds = { OrganKind.Zone, OrganKind.Unspecified } });
        var all = await service.Registry.ListOrgansAsync(new() { Division = "divisions/110000" });
        Refused[] refused =
        [
            await Refused.By(
                () => service.Registry.ListOrgansAsync(new() { Kinds = { OrganKind.Zone, (OrganKind)99 } })),
            await Refused.By(() => service.Registry.ListDivisionsAsync(new() { Level = (DivisionLevel)99 })),
            await Refused.By(() => service.Registry.ListDivisionsAsync(new() { Kind = (DivisionKind)(-1) })),
        ];

        Assert.NotEmpty(all.Organs);
        Assert.Equal(all.Organs, stated.Organs);
        Assert.Equal(["kinds[1]", "level", "kind"], refused.Select(refusal => Assert.Single(refusal.Fields)));
    }

    [Fact]
    public async Task A_page_token_of_another_request_is_refused()
    {
        var page = await service.Registry.ListDivisionsAsync(new() { PageSize = 3 });
        var refused = await Refused.By(() => service.Registry.ListDivisionsAsync(
            new() { PageSize = 3, PageToken = page.NextPageToken, Query = "市" }));

        Assert.Equal("PAGE_TOKEN_MISMATCH", refused.Reason);
    }

    [Fact]
    public async Task Divisions_are_listed_below_one_by_level_and_by_part_of_the_name()
    {
        var below = await service.Registry.ListDivisionsAsync(new() { Ancestor = "divisions/140400" });
        var cities = await service.Registry.ListDivisionsAsync(
            new() { Ancestor = "divisions/140000", Level = DivisionLevel.Prefecture });
        var named = await service.Registry.ListDivisionsAsync(new() { Query = "洪泽" });

        Assert.Equal(12, below.Divisions.Count);
        Assert.DoesNotContain("divisions/140400", below.Divisions.Select(division => division.Name));
        Assert.Equal(11, cities.Divisions.Count);
        Assert.Equal(["divisions/320813", "divisions/320829"], named.Divisions.Select(division => division.Name));
    }

    [Fact]
    public async Task Every_answer_names_its_position()
    {
        var answers = new[]
        {
            (await service.Registry.GetDivisionAsync(new() { Name = "divisions/140400" })).Stamp,
            (await service.Registry.ListDivisionsAsync(new() { PageSize = 1 })).Stamp,
            (await service.Registry.GetOrganAsync(new() { Name = "organs/140400" })).Stamp,
            (await service.Registry.ListOrgansAsync(new() { PageSize = 1 })).Stamp,
            (await service.Registry.SearchOrgansAsync(new() { Query = "长治" })).Stamp,
        };

        Assert.All(answers, stamp => Assert.NotEmpty(stamp.AsOfPosition));
        Assert.Single(answers.Select(stamp => stamp.AsOfPosition).Distinct(StringComparer.Ordinal));
    }

    private async Task<IReadOnlyList<OrganMatch>> Search(string query, int limit = 0) =>
        (await service.Registry.SearchOrgansAsync(new() { Query = query, Limit = limit })).Matches;
}
