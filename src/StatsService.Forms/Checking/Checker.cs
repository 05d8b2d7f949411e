namespace StatsService.Forms.Checking;

/// <summary>Runs the rules of the forms over a report's tables, and the common rules over tables and figures.</summary>
internal sealed class Checker(FormCatalog catalog, IReadOnlyList<Form> forms, IReadOnlyList<Rule> common)
{
    private readonly IReadOnlyList<RuleInstance> _ofTables = Common(common, "(table)");
    private readonly IReadOnlyList<RuleInstance> _ofFigures = Common(common, "(figure)");
    private readonly Dictionary<string, FormRules> _forms =
        forms.ToDictionary(form => form.Id, form => new FormRules(form, common), StringComparer.Ordinal);

    /// <summary>The identities of a table that hold by the form itself, each as terms that add up to 0.</summary>
    public IEnumerable<Identity> Identities(string form, string table) => _forms[form].Identities[table];

    public CheckResult Check(ReportContent content, CheckContext context)
    {
        var whole = new Situation(catalog, content, context) { Parts = new(() => catalog.Parts(content)) };
        var findings = new List<Finding>();
        var open = new List<string>();
        foreach (var (instance, situation) in Jobs(whole))
        {
            var verdict = Verdict.Of(instance, situation);
            if (verdict.Outcome == Outcome.Broken)
            {
                findings.Add(FindingWriter.Write(instance, verdict, situation));
            }
            else if (verdict.Outcome == Outcome.Open)
            {
                open.Add(instance.Id);
            }
        }

        return new([.. findings.OrderByDescending(finding => finding.Strength)], open);
    }

    /// <summary>Judges the rules over two years on what was reported for one scope in both.</summary>
    public IEnumerable<YearsCheck> Check(ReportPart previous, ReportPart current, bool holding)
    {
        var whole = new Situation(catalog, new(current.Year, current.Scope, [], []), CheckContext.Unknown)
        {
            Parts = new(() => [current]),
            Previous = previous,
        };
        return from part in current.Tables
               let situation = whole with { Table = part.Table, Form = part.Form }
               from instance in _forms[part.Form.Id].OverTwoYears[part.Table.Table]
               where part.Sections.Contains(instance.Anchor!.Section)
               let verdict = Verdict.Of(instance, situation)
               where verdict.Outcome is Outcome.Broken or Outcome.Open || (holding && verdict.Outcome == Outcome.Holds)
               select Judged(instance, verdict, situation);
    }

    private static YearsCheck Judged(RuleInstance instance, Verdict verdict, Situation situation) => new(
        instance.Id, instance.Rule,
        verdict.Outcome switch
        {
            Outcome.Holds => YearsOutcome.Holds,
            Outcome.Broken => YearsOutcome.Broken,
            _ => YearsOutcome.NotAssessable,
        },
        instance.Formula, verdict.Left.Number, verdict.Right.Number,
        FindingWriter.Cells(instance, situation),
        verdict.Outcome == Outcome.Broken ? FindingWriter.Write(instance, verdict, situation) : null);

    private IEnumerable<(RuleInstance Instance, Situation Situation)> Jobs(Situation whole)
    {
        foreach (var table in whole.Content.Tables)
        {
            var situation = whole with { Table = table, Form = catalog.Form(table.Form) };
            foreach (var instance in _forms[table.Form].Instances[table.Table].Concat(On(_ofTables, table.Table)))
            {
                yield return (instance, situation);
            }
        }

        foreach (var figure in whole.Content.StatedFigures)
        {
            foreach (var instance in On(_ofFigures, figure.Id))
            {
                yield return (instance, whole with { Figure = figure });
            }
        }
    }

    private static IReadOnlyList<RuleInstance> Common(IEnumerable<Rule> rules, string subject) =>
    [
        .. rules.Where(rule => !rule.OverTwoYears && rule.Expression.Contains(subject, StringComparison.Ordinal))
            .Select(RuleCompiler.CompileCommon),
    ];

    private static IEnumerable<RuleInstance> On(IReadOnlyList<RuleInstance> common, string id) =>
        common.Select(instance => instance with { Id = $"{instance.Id}@{id}" });
}
