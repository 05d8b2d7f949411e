namespace StatsService.Forms.Tests;

/// <summary><c>docs/rules.md</c> lists every rule; the table in it is written by this test.</summary>
public sealed class RulesDocument
{
    private const string Begin = "<!-- begin: written by RulesDocument.cs -->";
    private const string End = "<!-- end -->";

    [Fact]
    public void The_document_of_rules_lists_every_rule_as_it_is()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Root, "docs", "rules.md"));
        var begin = text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length;
        var end = text.IndexOf(End, StringComparison.Ordinal);
        var now = "\n\n" + string.Join("\n\n", Groups().Select(group => Table(group.Title, group.Rules))) + "\n\n";
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "rules.md.now"), text[..begin] + now + text[end..]);

        Assert.Equal(now, text[begin..end]);
    }

    [Fact]
    public void Their_precision_was_measured_with_this_catalog() => Assert.Contains(
        $"Catalog `{FormCatalog.Default.Version[..12]}`",
        File.ReadAllText(Path.Combine(Repository.Root, "docs", "precision.md")),
        StringComparison.Ordinal);

    [Fact]
    public void Every_source_begins_with_a_line_of_the_document_on_forms()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "forms.md"));

        Assert.All(Groups().SelectMany(group => group.Rules), rule => Assert.Single(
            lines, line => line.StartsWith($"| {rule.Source.Split(':')[0]} |", StringComparison.Ordinal)));
    }

    private static IEnumerable<(string Title, IEnumerable<Rule> Rules)> Groups() => FormCatalog.Default.Forms.Values
        .Select(form => (
            $"Form {form.Id}: {form.Title.Zh}",
            form.Rules.Where(rule => form.Extends is null
                || !FormCatalog.Default.Forms[form.Extends].Rules.Contains(rule))))
        .Append(("Common: tables and sentences of any form", FormCatalog.Default.CommonRules))
        .Append(("Common: reports of one organ for a year", [FormCatalog.Default.SectionDiffers]))
        .Append(("Common: reports of several organs", FormCatalog.Default.Copies.All))
        .Where(group => group.Item2.Any());

    private static string Table(string title, IEnumerable<Rule> rules) => string.Join('\n', rules
        .Select(rule => $"| `{rule.Id}` | {rule.FindingStrength.ToString().ToUpperInvariant()} ({rule.Strength}) "
            + $"| {Expression(rule)} | {rule.Missing} | {rule.Text.Zh}<br>{rule.Text.En} | {rule.Source} |")
        .Prepend("|---|---|---|---|---|---|")
        .Prepend("| rule | finding | expression | missing values | what it demands | source |")
        .Prepend("")
        .Prepend($"### {title}"));

    private static string Expression(Rule rule) =>
        $"`{rule.Expression}`" + (rule.When is null ? "" : $"<br>when `{rule.When}`");
}
