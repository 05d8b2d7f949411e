using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.CommandLine;

/// <summary><c>statsctl query</c> and <c>forms</c>: the real reports of <c>samples/</c>.</summary>
public sealed class QueryingWithStatsctl(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task The_outcomes_of_Changzhi_2019_are_those_of_its_report_and_a_blank_is_no_zero()
    {
        var organ = await File(SampleReports.Changzhi2019);

        var run = await service.Statsctl("query", "outcomes", "--organ", organ, "--year", "2019");

        Assert.Equal(0, run.ExitCode);
        foreach (var (indicator, value) in new[]
        {
            ("applications.received", "181"),
            ("applications.carried_in", "1"),
            ("applications.granted", "112"),
            ("applications.refused", "23 推算"),
            ("applications.unable_to_provide", "34 推算"),
            ("applications.total", "182"),
            ("applications.carried_out", "— 空白"),
        })
        {
            var line = run.Lines.Single(line => Cells(line) is [_, var code, _] && code == indicator);
            Assert.Equal(value, Cells(line)[2]);
        }
    }

    [Fact]
    public async Task The_disclosures_of_Changzhi_2019_are_a_column_for_each_scope()
    {
        var organ = await File(SampleReports.Changzhi2019);

        var run = await service.Statsctl("query", "disclosures", "--organ", organ, "--year", "2019");
        var level = await service.Statsctl(
            "query", "disclosures", "--organ", organ, "--year", "2019", "--scope", "level", "--json");

        Assert.Contains("2019 本行政区域 region", run.Output, StringComparison.Ordinal);
        Assert.Contains("2019 本级 level", run.Output, StringComparison.Ordinal);
        var row = Assert.Single(Assert.Single(level.Answers<QueryDisclosureCountsResponse>()).Rows);
        Assert.Equal((Scope.Level, 120052), (row.Header.Scope, row.Licensing.DecisionsCount));
    }

    [Fact]
    public async Task The_reviews_are_read_by_the_kind_of_case()
    {
        var organ = await File(SampleReports.Changzhi2019);

        var run = await service.Statsctl("query", "reviews", "--organ", organ, "--year", "2019", "--json");

        var row = Assert.Single(Assert.Single(run.Answers<QueryReviewResultsResponse>()).Rows);
        ReviewResults[] kinds = [row.Reconsideration, row.LitigationDirect, row.LitigationAfterReconsideration];
        Assert.Equal([12, 1, 3], kinds.Select(kind => kind.TotalCount));
    }

    [Fact]
    public async Task Any_indicator_and_rate_can_be_asked_for_over_years()
    {
        var organ = await File(SampleReports.Changzhi2019);

        var run = await service.Statsctl(
            "query", "indicators", "--organ", organ, "--year", "2018-2019", "--json",
            "--indicator", "applications.granted_any/applications.total", "applications.received@natural_person");

        var rows = Assert.Single(run.Answers<QueryIndicatorsResponse>()).Rows;
        Assert.Equal([2018, 2019], rows.Select(row => row.Header.Year));
        Assert.Equal((114, 182), (rows[1].Figures[0].Rate.Numerator, rows[1].Figures[0].Rate.Denominator));
        Assert.Equal(156, rows[1].Figures[1].Count);
    }

    [Fact]
    public async Task The_applicants_are_columns_of_their_own()
    {
        var organ = await File(SampleReports.Changzhi2019);

        var run = await service.Statsctl("query", "outcomes", "--organ", organ, "--year", "2019", "--by-applicant");

        var line = run.Lines.Last(text => text.Contains("applications.received ", StringComparison.Ordinal));
        Assert.Equal("181 156 — 不确定", string.Join(' ', Cells(line)[2..5]));
    }

    [Fact]
    public async Task An_organ_that_is_not_registered_is_refused_with_the_field()
    {
        var run = await service.Statsctl("query", "outcomes", "--organ", "nobody", "--year", "2019");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("UNKNOWN_ORGAN", run.Error, StringComparison.Ordinal);
        Assert.Contains("selection.organs", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_forms_are_listed_with_cells_rules_and_indicators()
    {
        var forms = await service.Statsctl("forms");
        var cells = await service.Statsctl("forms", "2019", "--cells");
        var rules = await service.Statsctl("forms", "2019", "--rules");
        var indicators = await service.Statsctl("forms", "2019", "--indicators", "--json");

        Assert.Contains("forms/2014-beijing", forms.Output, StringComparison.Ordinal);
        Assert.Contains("applications.outcome.total@natural_person", cells.Output, StringComparison.Ordinal);
        Assert.Contains("rules/2019.table3.flow  ERROR", rules.Output, StringComparison.Ordinal);
        var listed = Assert.Single(indicators.Answers<ListIndicatorsResponse>()).Indicators;
        Assert.Contains(listed, indicator => indicator.Name == "indicators/applications.refused.state_secret");
    }

    [Fact]
    public async Task A_form_that_there_is_not_is_refused()
    {
        var run = await service.Statsctl("forms", "1999");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("forms/1999", run.Error, StringComparison.Ordinal);
    }

    /// <summary>The cells of a line of a table, which at least two spaces keep apart.</summary>
    private static string[] Cells(string line) =>
        line.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    [Fact]
    public async Task The_port_for_json_is_not_mistaken_for_the_service()
    {
        var run = await StatsService.TestTools.Statsctl.Run("forms", "--server", service.HttpAddress);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains(service.HttpAddress, run.Error, StringComparison.Ordinal);
    }

    private async Task<string> File(Func<string, Report> sample)
    {
        var organ = await TestOrgans.Register(service);
        using var file = StatsctlAtWork.FileOf(sample(organ));
        Assert.Equal(0, (await service.Statsctl("file", file.Path)).ExitCode);
        return organ;
    }
}
