using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.Tests.RollUp;
using static Ogi.Stats.V1.DivisionChangeKind;

namespace StatsService.Tests.CommandLine;

/// <summary><c>statsctl query --division</c>.</summary>
public sealed class QueryingDivisionsWithStatsctl(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task A_division_and_its_parts_are_columns_that_say_how_they_came_about()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.County, "2021-region", 40);
        await country.File(country.OtherCounty, "2021-organ", 7);
        await service.Services.CaughtUp();

        var run = await service.Statsctl(
            "query", "outcomes", "--division", country.Prefecture, "--children", "--year", "2021");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var received = run.Lines.Single(line => Cells(line).Contains("applications.received"));
        Assert.Equal(["47", "40", "7"], Cells(received)[2..]);
        Assert.Contains("公布 published", run.Output, StringComparison.Ordinal);
        Assert.Contains("汇总 computed 2/3", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Made of", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task By_todays_boundaries_it_is_said_what_a_figure_is_made_of()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.County, "2021-region", 40);
        await country.File(country.OtherCounty, "2021-organ", 7);
        await country.Change(Merged, 2022, [country.County, country.OtherCounty], [country.OtherCounty]);
        await service.Services.CaughtUp();
        string[] query = ["query", "indicators", "--indicator", "applications.received", "--year", "2021"];
        string[] asked = [.. query, "--division", country.OtherCounty, "--boundaries", "current"];

        var run = await service.Statsctl(asked);
        var json = await service.Statsctl([.. asked, "--json"]);

        Assert.Contains(run.Lines, line => line.Contains("Made of", StringComparison.Ordinal)
            && line.Contains($"{country.County} {country.OtherCounty}", StringComparison.Ordinal));
        Assert.Equal(47, Assert.Single(json.Answers<QueryIndicatorsResponse>()).Rows[0].Figures[0].Count);
    }

    [Fact]
    public async Task A_series_says_what_changed_and_what_must_not_be_chained()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.County, "2020-region", 40);
        await country.File(country.County, "2021-region", 50);
        await service.Services.CaughtUp();
        string[] asked =
        [
            "query", "series", "--division", country.County, "--year", "2020-2022",
            "--indicator", "applications.received",
        ];

        var run = await service.Statsctl(asked);
        var json = await service.Statsctl([.. asked, "--json"]);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["2021", "50", "+25.0", "%"], Cells(run.Lines.Single(line => Cells(line) is ["2021", ..])));
        Assert.Equal(["2022", "—", "未报"], Cells(run.Lines.Single(line => Cells(line) is ["2022", ..])));
        Assert.Equal(3, Assert.Single(Assert.Single(json.Answers<QuerySeriesResponse>()).Series).Points.Count);
    }

    [Fact]
    public async Task Neither_a_division_nor_an_organ_is_wrong_usage()
    {
        var run = await service.Statsctl("query", "outcomes", "--year", "2021");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--division", run.Error, StringComparison.Ordinal);
    }

    private static string[] Cells(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
