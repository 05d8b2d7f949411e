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
    private static readonly CountryPlan Plan = new(Seed: 1, Scale: 0.05);

    public static async Task Run()
    {
        PlausibleCountry[] countries =
        [
            new(Plan),
            new(new CountryPlan(Plan.Seed, Under: "110000")), // has rows of its own
            new(new CountryPlan(Plan.Seed, Under: "350300")), // has the table of Fujian
        ];
        var years = Enumerable.Range(CountryPlan.FirstYear, LastYear - CountryPlan.FirstYear + 1).ToList();
        var reports = countries
            .SelectMany(country => country.Organs.SelectMany(organ => years.SelectMany(
                year => country.Reports(organ, year))))
            .Where(report => report.IsFiled);
        var (made, spoilt) = (0, 0);
        var start = Stopwatch.GetTimestamp();
        foreach (var report in reports)
        {
            made++;
            spoilt += report.Spoilt is null ? 0 : 1;
        }

        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        await Console.Error.WriteLineAsync(
            $"made {made:N0} reports in {seconds:F1} s, {made / seconds:N0} a second on one core");

        var wrong = 0;
        var scores = RuleScore.Of(reports, (report, fired) =>
        {
            if (wrong++ < 10)
            {
                Console.Error.WriteLine(
                    $"{report.Name}: must [{string.Join(' ', report.MustFire)}] fired [{string.Join(' ', fired)}]");
            }
        });
        Print(made, spoilt, scores, wrong);
        PrintYears(countries);
        SeveralReports.Print(countries, years);
        if (scores.Any(score => score.Strength == FindingStrength.Error && score is not { Precision: 1, Recall: 1 }))
        {
            throw new InvalidOperationException("A rule of strength ERROR is not at precision and recall 1.0.");
        }
    }

    /// <summary>The rules over two years, on all neighbouring years of an organ and scope.</summary>
    private static void PrintYears(IEnumerable<PlausibleCountry> countries)
    {
        var (pairs, wrong) = (0, 0);
        var scores = RuleScore.OfYears(
            countries.SelectMany(country => country.Years(LastYear)).Select(pair =>
            {
                pairs++;
                return pair;
            }),
            (_, _) => wrong++);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""

            ## Two years

            {pairs:N0} pairs of what an organ reported for a scope in a year and in the year before. What must be found
            is told by arithmetic of its own (`KnownYears.cs`): where a spoilt cell is carried over, and where figures
            jump; in the table of Fujian, which 莆田 prints to 2018, where the figure of all years was spoilt. Pairs whose
            findings are not exactly that: **{wrong}**.

            | rule | strength | must fire | fired | both | precision | recall |
            |---|---|---|---|---|---|---|
            """));
        PrintRows(scores);
    }

    private static void Print(int made, int spoilt, IReadOnlyList<RuleScore> scores, int wrong)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
            # Precision and recall of the rules

            Written by `scripts/bench.sh precision`: {made:N0} reports of a plausible country
            ([country.md](country.md)), seed {Plan.Seed}, scale {Plan.Scale}, and of Beijing and 莆田 at scale 1;
            {CountryPlan.FirstYear} to {LastYear}, all forms. Catalog `{FormCatalog.Default.Version[..12]}`.

            Of them {spoilt:N0} carry one error each, some of them one that only another report shows (below). The label
            of each, the exact set of findings that must be on it alone, is told from the cells as printed by arithmetic
            of its own (`KnownRules.cs`). The others are made balanced and must have no finding, but `form.years` where
            table 3 is on the form before.

            Reports whose findings are not exactly their label: **{wrong}**. A count is one of instances of a rule.

            | rule | strength | must fire | fired | both | precision | recall |
            |---|---|---|---|---|---|---|
            """));
        PrintRows(scores);
        Console.WriteLine();
        Console.WriteLine(
            "The rules with a dash look at sentences alone: no cell breaks them.");
    }

    public static void PrintRows(IEnumerable<RuleScore> scores)
    {
        foreach (var score in scores)
        {
            Console.WriteLine(score is { Labelled: 0, Fired: 0 }
                ? $"| `{score.Rule}` | {Word(score)} | 0 | 0 | 0 | – | – |"
                : string.Create(CultureInfo.InvariantCulture,
                    $"| `{score.Rule}` | {Word(score)} | {score.Labelled} | {score.Fired} | {score.Right} "
                    + $"| {score.Precision:F4} | {score.Recall:F4} |"));
        }
    }

    private static string Word(RuleScore score) => score.Strength.ToString().ToUpperInvariant();
}
