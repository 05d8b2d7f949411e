using StatsService.Country;

namespace StatsService.Forms.Tests;

/// <summary>A smaller sample than that of docs/precision.md, in which every report with tables is spoilt.</summary>
public sealed class PrecisionOfTheRules
{
    /// <summary>These look at sentences alone.</summary>
    private static readonly string[] OfSentences = ["text.parts", "text.at_most", "text.percent"];

    /// <summary>Beijing and Hubei have rows of their own.</summary>
    private static readonly Lazy<IReadOnlyList<CountryReport>> Reports = new(() =>
    [
        .. from under in new[] { "110000", "420100", "140400" }
           let country = new PlausibleCountry(new(Under: under, Scale: 0.1, Spoilt: 1))
           from organ in country.Organs
           from year in Enumerable.Range(CountryPlan.FirstYear, 12)
           from report in country.Reports(organ, year)
           select report,
    ]);

    private static readonly Lazy<IReadOnlyList<RuleScore>> Scores = new(() => RuleScore.Of(Reports.Value));

    [Fact]
    public void Every_rule_of_strength_ERROR_has_precision_and_recall_1() =>
        Assert.All(Scores.Value.Where(score => score.Strength == FindingStrength.Error), score =>
        {
            Assert.Equal(1, score.Precision);
            Assert.Equal(1, score.Recall);
        });

    [Fact]
    public void Every_rule_that_a_cell_can_break_is_broken_somewhere() => Assert.Equal(
        OfSentences.Order(StringComparer.Ordinal),
        Scores.Value.Where(score => score.Labelled == 0).Select(score => score.Rule).Order(StringComparer.Ordinal));

    [Fact]
    public void A_spoilt_report_breaks_the_rule_that_it_was_made_to_break()
    {
        var alone = Scores.Value.Select(score => score.Rule).ToHashSet(StringComparer.Ordinal);
        var spoilt = Reports.Value.Where(report => report.Spoilt is { } rule && alone.Contains(rule)).ToList();

        Assert.NotEmpty(spoilt);
        Assert.All(spoilt, report => Assert.Contains(report.MustFire, id => id.Split('@')[0] == report.Spoilt));
    }

    [Fact]
    public void Findings_are_exactly_the_label_whatever_their_strength()
    {
        var wrong = new List<string>();

        RuleScore.Of(Reports.Value, (report, fired) => wrong.Add($"{report.Name}: {string.Join(' ', fired)}"));

        Assert.Empty(wrong);
    }
}
