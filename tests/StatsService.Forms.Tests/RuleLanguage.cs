using StatsService.Country;
using StatsService.Forms.Checking;

namespace StatsService.Forms.Tests;

public sealed class RuleLanguage
{
    [Theory]
    [InlineData("a = b + c - d", "a|=|b + c + -1 d")]
    [InlineData("0.2 × a@total >= 3", "0.2 a@total|>=|3")]
    [InlineData("*@total <= f2014.x.*@y", "*@total|<=|f2014.x.*@y")]
    [InlineData("unit(a.b)", "unit(a.b)||")]
    [InlineData("stated(a.b)>0", "stated(a.b)|>|0")]
    public void A_rule_is_a_comparison_of_two_sums(string text, string parsed)
    {
        var comparison = ExpressionParser.ParseRule(text);

        var sign = comparison.Relation switch
        {
            Relation.Equal => "=",
            Relation.AtMost => "<=",
            Relation.AtLeast => ">=",
            Relation.Above => ">",
            Relation.Below => "<",
            _ => "",
        };
        Assert.Equal(parsed, $"{Sum(comparison.Left)}|{sign}|{Sum(comparison.Right)}");
    }

    [Fact]
    public void And_binds_closer_than_or()
    {
        var condition = ExpressionParser.ParseCondition("level >= county or level >= province and kind = department");

        Assert.Equal([1, 2], condition.AnyOf.Select(all => all.Count));
    }

    [Theory]
    [InlineData("a = ")]
    [InlineData("= a")]
    [InlineData("a b")]
    [InlineData("a = b = c")]
    [InlineData("2 × 3 = a")]
    [InlineData("unit(a = b")]
    [InlineData("a ! b")]
    [InlineData("a and b")]
    [InlineData("")]
    public void Anything_else_is_refused_with_the_place(string text) =>
        Assert.Contains($"of '{text}'", Assert.Throws<FormatException>(() => ExpressionParser.ParseRule(text)).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("2019.table3.flow", 7, "2019.table3.flow@natural_person")]
    [InlineData("2019.table3.column", 7, "2019.table3.column@natural_person")]
    [InlineData("2019.table3.row", 23, "2019.table3.row@applications.received_new")]
    [InlineData("2021.table3.row", 25, "2021.table3.row@applications.received_new")]
    [InlineData("2019.table2.items", 13, "2019.table2.items@actions.licensing")]
    [InlineData("2019.table4.reviews.sum", 1, "2019.table4.reviews.sum")]
    public void Stars_make_an_instance_for_each_row_or_column(string rule, int instances, string first)
    {
        var form = FormCatalog.Default.Form(rule[..4])!;

        var compiled = RuleCompiler.Compile(form, form.Rules.Single(r => r.Id == rule));

        Assert.Equal((instances, first), (compiled.Count, compiled[0].Id));
        Assert.Equal(instances, compiled.Select(instance => instance.Id).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void A_group_stands_for_the_sum_of_its_rows()
    {
        var form = FormCatalog.Default.Form("2021")!;

        var compiled = RuleCompiler.Compile(form, form.Rules.Single(rule => rule.Id is "2021.table3.column"))[6];

        Assert.Equal(
            "applications.outcome.total@total = " + string.Join(
                " + ", FormRows.Outcomes("2021").Select(row => $"applications.outcome.{row}@total")),
            compiled.Formula);
    }

    [Fact]
    public void Every_rule_looks_at_cells_of_one_table() => Assert.All(
        FormCatalog.Default.Forms.Values.SelectMany(
            form => form.Rules.SelectMany(rule => RuleCompiler.Compile(form, rule))),
        instance => Assert.Equal(
            [instance.Table!],
            instance.Operands.Select(operand => operand.Cell?.Table).OfType<string>()
                .Distinct(StringComparer.Ordinal)));

    [Fact]
    public void Every_rule_speaks_both_languages() => Assert.All(
        FormCatalog.Default.Forms.Values.SelectMany(form => form.Rules).Concat(FormCatalog.Default.RulesOfNoForm),
        rule =>
        {
            Assert.Matches(@"\p{IsCJKUnifiedIdeographs}.*。$", rule.Text.Zh);
            Assert.Matches(@"^[A-Z].*\.$", rule.Text.En);
        });

    private static string Sum(IReadOnlyList<Term> terms) =>
        string.Join(" + ", terms.Select(term => term.Factor < 0
            ? $"{term.Factor} {term with { Factor = 1 }}"
            : term.ToString().Replace(" × ", " ", StringComparison.Ordinal)));
}
