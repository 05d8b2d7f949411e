using StatsService.Forms.Checking;

namespace StatsService.Forms.Measuring;

/// <summary>
/// Finds the cells without a number that an identity proves to be 0: all its other terms are known and nothing remains
/// for them. It puts no 0 anywhere; it only tells that a sum without them is complete.
/// </summary>
internal static class ZeroProof
{
    public static IReadOnlySet<string> Prove(ReportTable table, IEnumerable<RuleInstance> instances)
    {
        var proved = new HashSet<string>(StringComparer.Ordinal);
        var identities = instances.Where(IsHardIdentity).Select(Terms).ToList();
        while (identities.Exists(identity => ProveIn(identity, table, proved)))
        {
            // What is proved by one identity may complete another.
        }

        return proved;
    }

    private static bool IsHardIdentity(RuleInstance instance) =>
        instance.Rule.FindingStrength == FindingStrength.Error
        && instance is { When: null, Comparison.Relation: Relation.Equal }
        && instance.Comparison.All.All(operand => operand is CellOperand);

    /// <summary>The identity with all its terms on one side: they add up to 0.</summary>
    private static List<(decimal Factor, FormCell Cell)> Terms(RuleInstance instance) =>
    [
        .. instance.Comparison.Left.Cast<CellOperand>().Select(operand => (operand.Factor, operand.Cell)),
        .. instance.Comparison.Right.Cast<CellOperand>().Select(operand => (-operand.Factor, operand.Cell)),
    ];

    private static bool ProveIn(List<(decimal Factor, FormCell Cell)> identity, ReportTable table, HashSet<string> proved)
    {
        var known = 0m;
        var open = new List<(decimal Factor, FormCell Cell)>();
        foreach (var term in identity.Where(term => !proved.Contains(term.Cell.Code)))
        {
            switch (Reading.Of(table[term.Cell.Code], term.Cell.Type, term.Cell.Optional))
            {
                case { Standing: Standing.Unsettled }:
                    return false;
                case { Standing: Standing.Known or Standing.Dropped, Value: var value }:
                    known += term.Factor * value;
                    break;
                default:
                    open.Add(term);
                    break;
            }
        }

        if (open is [] || known != 0
            || open.Exists(term => term.Cell.Type == CellType.SignedCount || Math.Sign(term.Factor) != Math.Sign(open[0].Factor)))
        {
            return false;
        }

        proved.UnionWith(open.Select(term => term.Cell.Code));
        return true;
    }
}
