using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.Tests.RollUp;

namespace StatsService.Tests.CommandLine;

/// <summary><c>statsctl explain</c>, <c>reconcile</c> and <c>coverage</c>.</summary>
public sealed class ExplainingWithStatsctl(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task A_figure_its_reconciliation_and_its_coverage_are_shown_as_tables()
    {
        var country = await SmallCountry.New(service.Channel);
        var department = (await country.Departments(country.County, 2))[0];
        await country.File(department, "2021-organ", 5);
        await country.File(country.County, "2021-region", 9);
        await service.Services.CaughtUp();

        var explained = await service.Statsctl(
            "explain", "applications.received", "--division", country.Prefecture, "--year", "2021", "--to-reports");
        var reconciled = await service.Statsctl("reconcile", country.County, "--year", "2021", "--table", "table3");
        var covered = await service.Statsctl("coverage", country.Prefecture, "--year", "2021", "--children");

        Assert.All([explained, reconciled, covered], run => Assert.Equal((0, ""), (run.ExitCode, run.Error)));
        Assert.Contains(explained.Lines, line =>
            line.Contains($"{country.County}/2021-region r1", StringComparison.Ordinal)
            && line.Contains("本年新收政府信息公开申请数量", StringComparison.Ordinal));
        Assert.Contains("缺2份 | 2 missing", explained.Output, StringComparison.Ordinal);
        Assert.Contains(reconciled.Lines, line =>
            line.Contains("applications.received ", StringComparison.Ordinal)
            && line.Contains("缺1份", StringComparison.Ordinal));
        var county = covered.Lines.Single(line => line.Contains($" {country.County} ", StringComparison.Ordinal));
        Assert.Equal(
            ["3", "2", "1"], county.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2..5]);
    }

    [Fact]
    public async Task Explaining_needs_a_division_or_an_organ_and_answers_in_json_too()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.County, "2021-region", 9);
        await service.Services.CaughtUp();

        var neither = await service.Statsctl("explain", "applications.received", "--year", "2021");
        var json = await service.Statsctl(
            "explain", "applications.received", "--organ", country.County, "--year", "2021", "--json");

        Assert.Equal(2, neither.ExitCode);
        Assert.Equal(9, Assert.Single(json.Answers<ExplainFigureResponse>()).Figure.Count);
    }
}
