using StatsService.Forms;

namespace StatsService.Country;

/// <summary>How a rule did on labelled reports: its instances that must fire, that fired, and both.</summary>
public sealed record RuleScore(string Rule, FindingStrength Strength, int Labelled, int Fired, int Right)
{
    /// <summary>Of those that fired, the share that must. None fired: 1, for nothing was wrong.</summary>
    public double Precision => Fired == 0 ? 1 : (double)Right / Fired;

    /// <summary>Of those that must fire, the share that did.</summary>
    public double Recall => Labelled == 0 ? 1 : (double)Right / Labelled;

    /// <summary>The scores of the rules on one report, in the order of the catalog.</summary>
    /// <param name="wrong">Told of each report whose findings are not its label.</param>
    public static IReadOnlyList<RuleScore> Of(
        IEnumerable<CountryReport> reports, Action<CountryReport, IReadOnlyList<string>>? wrong = null)
    {
        var counts = new Counts(Rules.Where(rule => !rule.OverTwoYears));
        foreach (var report in reports)
        {
            var fired = FormCatalog.Default.Check(report.Content, report.Organ.Context).Findings;
            if (counts.Add(report.MustFire, fired) is { } other)
            {
                wrong?.Invoke(report, other);
            }
        }

        return counts.Scores;
    }

    /// <summary>The scores of the rules over two years, on what organs reported for a scope in two of them.</summary>
    /// <param name="wrong">Told of each pair whose findings are not the label: the label, and what was found.</param>
    public static IReadOnlyList<RuleScore> OfYears(
        IEnumerable<(ReportPart Previous, ReportPart Current)> pairs,
        Action<IReadOnlyList<string>, IReadOnlyList<string>>? wrong = null)
    {
        var counts = new Counts(Rules.Where(rule => rule.OverTwoYears));
        foreach (var (previous, current) in pairs)
        {
            var label = KnownYears.Broken(previous, current);
            var fired = FormCatalog.Default.CheckYears(previous, current).Select(check => check.Finding);
            if (counts.Add(label, fired.OfType<Finding>()) is { } other)
            {
                wrong?.Invoke(label, other);
            }
        }

        return counts.Scores;
    }

    /// <summary>The scores of the rules that hold reports for one year against each other.</summary>
    /// <param name="reports">The label of each, and what was found.</param>
    /// <param name="wrong">Told of each report whose findings are not its label.</param>
    public static IReadOnlyList<RuleScore> OfSeveral(
        IEnumerable<(CountryReport Report, IReadOnlyList<string> Label, IEnumerable<Finding> Fired)> reports,
        Action<CountryReport, IReadOnlyList<string>>? wrong = null)
    {
        var counts = new Counts([FormCatalog.Default.SectionDiffers, .. FormCatalog.Default.Copies.All]);
        foreach (var (report, label, fired) in reports)
        {
            if (counts.Add(label, fired) is { } other)
            {
                wrong?.Invoke(report, other);
            }
        }

        return counts.Scores;
    }

    private static IEnumerable<Rule> Rules => FormCatalog.Default.Forms.Values.SelectMany(form => form.Rules)
        .Concat(FormCatalog.Default.CommonRules)
        .DistinctBy(rule => rule.Id, StringComparer.Ordinal);

    private sealed class Counts(IEnumerable<Rule> rules)
    {
        private readonly Dictionary<string, (FindingStrength Strength, int[] Counts)> _rules =
            rules.ToDictionary(rule => rule.Id, rule => (rule.FindingStrength, new int[3]), StringComparer.Ordinal);

        public IReadOnlyList<RuleScore> Scores => [.. _rules.Select(rule => new RuleScore(
            rule.Key, rule.Value.Strength, rule.Value.Counts[0], rule.Value.Counts[1], rule.Value.Counts[2]))];

        /// <returns>The ids that fired, by name, where they are not the label.</returns>
        public List<string>? Add(IReadOnlyList<string> label, IEnumerable<Finding> findings)
        {
            var fired = findings.Select(finding => finding.Id).Order(StringComparer.Ordinal).ToList();
            Count(label, 0);
            Count(fired, 1);
            Count(fired.Intersect(label, StringComparer.Ordinal), 2);
            return fired.SequenceEqual(label, StringComparer.Ordinal) ? null : fired;
        }

        private void Count(IEnumerable<string> findings, int what)
        {
            foreach (var id in findings)
            {
                _rules[id.Split('@')[0]].Counts[what]++;
            }
        }
    }
}
