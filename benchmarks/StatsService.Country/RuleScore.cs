using StatsService.Forms;

namespace StatsService.Country;

/// <summary>How a rule did on labelled reports: its instances that must fire, that fired, and both.</summary>
public sealed record RuleScore(string Rule, FindingStrength Strength, int Labelled, int Fired, int Right)
{
    /// <summary>Of those that fired, the share that must. None fired: 1, for nothing was wrong.</summary>
    public double Precision => Fired == 0 ? 1 : (double)Right / Fired;

    /// <summary>Of those that must fire, the share that did.</summary>
    public double Recall => Labelled == 0 ? 1 : (double)Right / Labelled;

    /// <summary>The scores of all rules, in the order of the catalog.</summary>
    /// <param name="wrong">Told of each report whose findings are not its label.</param>
    public static IReadOnlyList<RuleScore> Of(
        IEnumerable<CountryReport> reports, Action<CountryReport, IReadOnlyList<string>>? wrong = null)
    {
        var catalog = FormCatalog.Default;
        var counts = catalog.Forms.Values.SelectMany(form => form.Rules).Concat(catalog.CommonRules)
            .DistinctBy(rule => rule.Id, StringComparer.Ordinal)
            .ToDictionary(rule => rule.Id, rule => (rule.FindingStrength, Counts: new int[3]), StringComparer.Ordinal);
        foreach (var report in reports)
        {
            var fired = catalog.Check(report.Content, report.Organ.Context).Findings
                .Select(finding => finding.Id).Order(StringComparer.Ordinal).ToList();
            Count(report.MustFire, 0);
            Count(fired, 1);
            Count(fired.Intersect(report.MustFire, StringComparer.Ordinal), 2);
            if (!fired.SequenceEqual(report.MustFire, StringComparer.Ordinal))
            {
                wrong?.Invoke(report, fired);
            }
        }

        return [.. counts.Select(rule => new RuleScore(
            rule.Key, rule.Value.FindingStrength, rule.Value.Counts[0], rule.Value.Counts[1], rule.Value.Counts[2]))];

        void Count(IEnumerable<string> findings, int what)
        {
            foreach (var id in findings)
            {
                counts[id.Split('@')[0]].Counts[what]++;
            }
        }
    }
}
