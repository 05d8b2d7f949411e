using StatsService.Country;

namespace StatsService.Forms.Tests;

/// <summary>The rules over two years on what organs of a plausible country filed, a fifth of it spoilt.</summary>
public sealed class YearsOfTheCountry
{
    private const int LastYear = 2025;

    private static readonly Lazy<IReadOnlyList<(ReportPart Previous, ReportPart Current)>> Pairs = new(() =>
        [.. new PlausibleCountry(new(Under: "140400", Scale: 0.4, Spoilt: 0.2)).Years(LastYear)]);

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
    public void Every_rule_over_two_years_of_the_national_forms_is_broken_somewhere() => Assert.Equal(
        ["fujian.table1.cumulative"],
        Scores.Value.Where(score => score.Labelled == 0).Select(score => score.Rule));

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
