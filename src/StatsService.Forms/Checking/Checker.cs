namespace StatsService.Forms.Checking;

/// <summary>Runs the rules of the forms over a report's tables, and the common rules over its stated figures.</summary>
internal sealed class Checker(FormCatalog catalog, IReadOnlyList<Form> forms, IReadOnlyList<Rule> common)
{
    private readonly IReadOnlyList<RuleInstance> _common = [.. common.Select(RuleCompiler.CompileCommon)];

    private readonly Dictionary<string, ILookup<string?, RuleInstance>> _byForm = forms.ToDictionary(
        form => form.Id,
        form => form.Rules.SelectMany(rule => RuleCompiler.Compile(form, rule)).ToLookup(instance => instance.Table, StringComparer.Ordinal),
        StringComparer.Ordinal);

    /// <summary>The instances that look at one table of a form.</summary>
    public IEnumerable<RuleInstance> Instances(string form, string table) => _byForm[form][table];

    public CheckResult Check(ReportContent content, CheckContext context)
    {
        var all = new Situation(catalog, content, context) { Parts = new(() => catalog.Parts(content)) };
        var judged = Jobs(all).Select(job => (job.Instance, job.Situation, Verdict: Verdict.Of(job.Instance, job.Situation))).ToList();
        return new(
            [.. judged.Where(job => job.Verdict.Outcome == Outcome.Broken)
                .Select(job => FindingWriter.Write(job.Instance, job.Verdict, job.Situation))
                .OrderByDescending(finding => finding.Strength)],
            [.. judged.Where(job => job.Verdict.Outcome == Outcome.Open).Select(job => job.Instance.Id)]);
    }

    private IEnumerable<(RuleInstance Instance, Situation Situation)> Jobs(Situation all)
    {
        foreach (var table in all.Content.Tables)
        {
            var situation = all with { Table = table, Form = catalog.Form(table.Form) };
            foreach (var instance in Instances(table.Form, table.Table).Concat(Common("(table)", table.Table)))
            {
                yield return (instance, situation);
            }
        }

        foreach (var figure in all.Content.StatedFigures)
        {
            foreach (var instance in Common("(figure)", figure.Id))
            {
                yield return (instance, all with { Figure = figure });
            }
        }
    }

    private IEnumerable<RuleInstance> Common(string subject, string id) => _common
        .Where(rule => rule.Formula.Contains(subject, StringComparison.Ordinal))
        .Select(rule => rule with { Id = $"{rule.Id}@{id}" });
}
