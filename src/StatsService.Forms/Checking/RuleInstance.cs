namespace StatsService.Forms.Checking;

/// <summary>A rule for one column, one row or one stated figure: every term is bound to what it reads.</summary>
/// <param name="Id">The rule's, and the instance where it has several: <c>2019.table3.flow@total</c>.</param>
/// <param name="Table">The table whose cells it looks at; none for a rule about stated figures.</param>
internal sealed record RuleInstance(
    Rule Rule, string Id, string? Table, Comparison<Operand> Comparison, Condition<Operand>? When)
{
    /// <summary>The first cell, which names the row and the column in messages.</summary>
    public FormCell? Anchor => Operands.Select(operand => operand.Cell).FirstOrDefault(cell => cell is not null);

    public string Formula => Comparison.Relation == Relation.Holds
        ? Sum(Comparison.Left)
        : $"{Sum(Comparison.Left)} {Sign(Comparison.Relation)} {Sum(Comparison.Right)}";

    /// <summary>The operands of the comparison and of the condition.</summary>
    public IEnumerable<Operand> Operands => Comparison.All.Concat(When?.All ?? []);

    private static string Sum(IReadOnlyList<Operand> operands) =>
        string.Concat(operands.Select((operand, i) => (i, operand.Factor < 0) switch
        {
            (0, false) => operand.Text,
            (0, true) => "-" + operand.Text,
            (_, false) => " + " + operand.Text,
            _ => " - " + operand.Text,
        }));

    private static string Sign(Relation relation) => relation switch
    {
        Relation.AtMost => "<=",
        Relation.AtLeast => ">=",
        Relation.Below => "<",
        Relation.Above => ">",
        _ => "=",
    };
}
