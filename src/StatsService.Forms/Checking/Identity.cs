namespace StatsService.Forms.Checking;

/// <summary>An equation that the form prints or implies, with all its terms on one side: they add up to 0.</summary>
internal sealed class Identity(RuleInstance instance)
{
    public IReadOnlyList<(decimal Factor, FormCell Cell)> Terms { get; } =
    [
        .. instance.Comparison.Left.Select(operand => (operand.Factor, operand.Cell!)),
        .. instance.Comparison.Right.Select(operand => (-operand.Factor, operand.Cell!)),
    ];

    public static bool IsOne(RuleInstance instance) =>
        instance.Rule.FindingStrength == FindingStrength.Error
        && instance is { When: null, Comparison.Relation: Relation.Equal }
        && instance.Comparison.All.All(operand => operand is CellOperand);
}
