using StatsService.Country;

namespace StatsService.Forms.Tests;

/// <summary>The rules over two years on what organs of a plausible country filed, a fifth of it spoilt.</summary>
public sealed class YearsOfTheCountry
{
    private const int LastYear = 2025;

    private static readonly Lazy<IReadOnlyList<(ReportPart Previous, ReportPart Current)>> Pairs = new(() =>
    [
        .. new PlausibleCountry(new(Under: "140400", Scale: 0.4, Spoilt: 0.2)).Years(LastYear),
        .. new PlausibleCountry(new(Under: "350300", Scale: 0.2, Spoilt: 0.2)).Years(2018), // with the table of Fujian
    ]);

    private static readonly List<string> Wrong = [];

    private static readonly Lazy<IReadOnlyList<RuleScore>> Scores = new(() => RuleScore.OfYears(
        Pairs.Value, (label, fired) => Wrong.Add($"must {string.Join(' ', label)}, fired {string.Join(' ', fired)}")));

    [Fact]
    public void Findings_between_years_are_exactly_what_arithmetic_says()
    {
        Assert.InRange(Pairs.Value.Count, 1000, 100_000);
        Assert.NotEmpty(Scores.Value);
        Assert.Empty(Wrong);
    }

    [Fact]
    public void Every_rule_over_two_years_is_broken_somewhere() =>
        Assert.DoesNotContain(Scores.Value, score => score.Labelled == 0);

    [Fact]
    public void The_figures_of_all_years_of_Fujian_add_up_year_by_year()
    {
        var sound = new PlausibleCountry(new(Under: "350300", Scale: 0.2, Spoilt: 0)).Years(2018, corrected: true);
        var checks = sound.SelectMany(pair => FormCatalog.Default.CheckYears(pair.Previous, pair.Current))
            .Where(check => check.Rule.Id == "fujian.table1.cumulative").ToList();

        Assert.Contains(checks, check => check is { Outcome: YearsOutcome.Holds, Left: > 0 });
        Assert.DoesNotContain(checks, check => check.Outcome == YearsOutcome.Broken);
    }

    [Fact]
    public void Years_without_an_error_agree_in_all_that_is_carried_over()
    {
        var sound = new PlausibleCountry(new(Under: "140400", Scale: 0.1, Spoilt: 0))
            .Years(LastYear, corrected: true).ToList();

        Assert.All(sound, pair => Assert.DoesNotContain(
            FormCatalog.Default.CheckYears(pair.Previous, pair.Current),
            check => check.Outcome == YearsOutcome.Broken && !check.Id.StartsWith("years.", StringComparison.Ordinal)));
        Assert.Contains(sound, pair => FormCatalog.Default.CheckYears(pair.Previous, pair.Current)
            .Any(check => check is { Id: "2021.table3.carried@total", Outcome: YearsOutcome.Holds, Left: > 0 }));
    }
}
