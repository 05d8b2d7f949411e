using System.Diagnostics;
using System.Globalization;
using StatsService.Country;
using StatsService.Forms;

namespace StatsService.Benchmarks;

/// <summary>
/// Precision and recall by rule: reports of a plausible country, of every form and year, against their labels. Prints
/// docs/precision.md, and on the error stream how fast.
/// </summary>
internal static class Precision
{
    private const int LastYear = 2025;
    private static readonly CountryPlan Plan = new(Seed: 1, Scale: 0.1);

    public static async Task Run()
    {
        var country = new PlausibleCountry(Plan);
        var years = Enumerable.Range(CountryPlan.FirstYear, LastYear - CountryPlan.FirstYear + 1).ToList();
        var start = Stopwatch.GetTimestamp();
        var reports = country.Organs.SelectMany(organ => years.SelectMany(year => country.Reports(organ, year)))
            .Where(report => report.IsFiled).ToList();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await Console.Error.WriteLineAsync(
            $"made {reports.Count:N0} reports in {seconds:F1} s, {reports.Count / seconds:N0} a second on one core");

        var wrong = 0;
        var scores = RuleScore.Of(reports, (report, fired) =>
        {
            if (wrong++ < 10)
            {
                Console.Error.WriteLine(
                    $"{report.Name}: must [{string.Join(' ', report.MustFire)}] fired [{string.Join(' ', fired)}]");
            }
        });
        Print(reports, scores, wrong);
        if (scores.Any(score => score.Strength == FindingStrength.Error && score is not { Precision: 1, Recall: 1 }))
        {
            throw new InvalidOperationException("A rule of strength ERROR is not at precision and recall 1.0.");
        }
    }

    private static void Print(List<CountryReport> reports, IReadOnlyList<RuleScore> scores, int wrong)
    {
        var spoilt = reports.Count(report => report.Spoilt is not null);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            # Precision and recall of the rules

            Written by `scripts/bench.sh precision`: {reports.Count:N0} reports of a plausible country
            ([country.md](country.md)), seed {Plan.Seed}, scale {Plan.Scale}, of {CountryPlan.FirstYear} to {LastYear}
            and all forms. Of them {spoilt:N0} carry one error each; their label, the exact set of findings that must be there, is told from the cells as printed by
            arithmetic of its own (`KnownRules.cs`). The others are made balanced, and must have none (but `form.years`
            on a table 3 of the form before, and `text.table` never). Catalog `{FormCatalog.Default.Version[..12]}`.

            Reports whose findings are not exactly their label: **{wrong}**. A count is one of instances of a rule.

            | rule | strength | must fire | fired | both | precision | recall |
            |---|---|---|---|---|---|---|
            """));
        foreach (var score in scores)
        {
            Console.WriteLine(score is { Labelled: 0, Fired: 0 }
                ? $"| `{score.Rule}` | {Word(score)} | 0 | 0 | 0 | – | – |"
                : string.Create(CultureInfo.InvariantCulture,
                    $"| `{score.Rule}` | {Word(score)} | {score.Labelled} | {score.Fired} | {score.Right} "
                    + $"| {score.Precision:F4} | {score.Recall:F4} |"));
        }

        Console.WriteLine();
        Console.WriteLine(
            "The rules with a dash (`text.parts`, `text.at_most`, `text.percent`) look at sentences alone: no cell breaks them.");
    }

    private static string Word(RuleScore score) => score.Strength.ToString().ToUpperInvariant();
}
