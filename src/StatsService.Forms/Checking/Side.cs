namespace StatsService.Forms.Checking;

/// <summary>A side of a comparison.</summary>
/// <param name="Range">What it may be.</param>
/// <param name="Value">What its known terms add up to.</param>
/// <param name="Shown">What a message shows where that is no single number.</param>
/// <param name="Standings">How much its terms say; plain numbers apart.</param>
internal sealed record Side(Interval Range, decimal Value, string? Shown, IReadOnlyList<Standing> Standings)
{
    public static Side Read(IReadOnlyList<Operand> operands, Situation situation)
    {
        var (range, value, standings) = (Interval.Exactly(0), 0m, new List<Standing>(operands.Count));
        string? shown = null;
        foreach (var operand in operands)
        {
            var reading = operand.Read(situation);
            range += operand.Factor * reading.Range;
            value += operand.Factor * reading.Value;
            shown ??= reading.Shown;
            if (operand is not NumberOperand)
            {
                standings.Add(reading.Standing);
            }
        }

        return new(range, value, shown, standings);
    }

    /// <summary>True or false for whatever the missing numbers are; null where it depends on them.</summary>
    public bool? Compare(Relation relation, Side right)
    {
        var difference = Range + (-1 * right.Range);
        return relation switch
        {
            Relation.Equal => !Range.Meets(right.Range) ? false : IsSettled && right.IsSettled ? true : null,
            Relation.AtMost => difference.High <= 0 ? true : difference.Low > 0 ? false : null,
            Relation.AtLeast => difference.Low >= 0 ? true : difference.High < 0 ? false : null,
            Relation.Below => difference.High < 0 ? true : difference.Low >= 0 ? false : null,
            Relation.Above => difference.Low > 0 ? true : difference.High <= 0 ? false : null,
            _ => Range.Low >= 1,
        };
    }

    /// <summary>Whether its range is all that it needs to be: a tolerance, not an unknown.</summary>
    private bool IsSettled => Standings.All(standing => standing is Standing.Known or Standing.Dropped);
}
