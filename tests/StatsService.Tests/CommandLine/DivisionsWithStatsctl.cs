using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.Tests.Registry;

namespace StatsService.Tests.CommandLine;

/// <summary><c>statsctl divisions</c> against the service.</summary>
public sealed class DivisionsWithStatsctl(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task A_change_is_recorded_once_and_shown_with_the_division()
    {
        string[] change =
        [
            "divisions", "change", "recoded", "--year", "2017", "--from", "320829", "--to", "320813", "--source", "国函",
        ];
        var first = await service.Statsctl(change);
        var again = await service.Statsctl([.. change, "--json"]);
        var shown = await service.Statsctl("divisions", "get", "320829");

        Assert.Equal((0, 0, 0), (first.ExitCode, again.ExitCode, shown.ExitCode));
        const string Change = "沿革 changes: 2017 代码变更 recoded divisions/320829 → divisions/320813";
        Assert.Contains(Change, first.Output, StringComparison.Ordinal);
        Assert.Contains(Change, shown.Output, StringComparison.Ordinal);
        Assert.Contains("年度 years: –2016", shown.Output, StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single(again.Answers<ChangeDivisionsResponse>()).Divisions.Count);
        Assert.Equal(2, await service.Events("divisions/320829"));
    }

    [Fact]
    public async Task Divisions_of_a_year_are_listed_as_they_were()
    {
        var county = await service.Register("divisions/140400");
        var (code, old) = (county["divisions/".Length..], (await service.Division(county)).Title);
        var renamed = await service.Statsctl(
            "divisions", "change", "renamed", "--year", "2015", "--from", code, "--title", "新名县", "--source", "国函");
        var moved = await service.Statsctl(
            "divisions", "change", "transferred", "--year", "2018", "--from", code, "--parent", "140500",
            "--source", "国函");
        var then = await service.Statsctl("divisions", "list", "--below", "140400", "--year", "2014");
        var now = await service.Statsctl("divisions", "list", "--below", "140500", "--level", "county", "--json");

        Assert.Equal((0, 0), (renamed.ExitCode, moved.ExitCode));
        Assert.Matches($"{county} +{old} +县级 county +divisions/140400", then.Output);
        Assert.Contains(
            (county, "新名县"),
            Assert.Single(now.Answers<ListDivisionsResponse>()).Divisions.Select(d => (d.Name, d.Title)));
    }

    [Fact]
    public async Task A_change_that_is_refused_says_why()
    {
        var run = await service.Statsctl(
            "divisions", "change", "merged", "--year", "2015", "--from", "140423", "--to", "140423", "--source", "国函");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("合并须有一个后继", run.Output + run.Error, StringComparison.Ordinal);
    }
}
