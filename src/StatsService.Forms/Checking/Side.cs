namespace StatsService.Forms.Checking;

/// <summary>A side of a comparison.</summary>
/// <param name="Range">What it may be.</param>
/// <param name="Value">What its known terms add up to.</param>
/// <param name="Shown">What a message shows where that is no single number.</param>
/// <param name="Standings">How much its terms say; plain numbers apart.</param>
internal sealed record Side(Interval Range, decimal Value, LocalizedText? Shown, IReadOnlyList<Standing> Standings)
{
    public static readonly Side Nothing = new(Interval.Any, 0, null, []);

    public static Side Read(IReadOnlyList<Operand> operands, Situation situation)
    {
        var (range, value, standings) = (Interval.Exactly(0), 0m, new List<Standing>(operands.Count));
        LocalizedText? shown = null;
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

    /// <summary>What it gives, where every term has its number.</summary>
    public decimal? Number => Standings.All(standing => standing == Standing.Known) ? Value : null;

    /// <summary>True or false for whatever the missing numbers are; null where it depends on them.</summary>
    public bool? Compare(Relation relation, Side right)
    {
        var difference = Range + (-1 * right.Range);
        return relation switch
        {
            Relation.Equal => !Range.Meets(right.Range) ? false : IsEqual(right) ? true : null,
            Relation.AtMost => difference.High <= 0 ? true : difference.Low > 0 ? false : null,
            Relation.AtLeast => difference.Low >= 0 ? true : difference.High < 0 ? false : null,
            Relation.Below => difference.High < 0 ? true : difference.Low >= 0 ? false : null,
            Relation.Above => difference.Low > 0 ? true : difference.High <= 0 ? false : null,
            _ => Range.Low >= 1,
        };
    }

    /// <summary>Whether there is a breakdown into local rows, of which the table prints none.</summary>
    public bool LacksAllRows => Standings is not [] && Standings.All(standing => standing == Standing.MissingRow);

    /// <summary>
    /// Whether both are known, a tolerance included; local rows that are not printed do no harm where what is printed
    /// is equal without them.
    /// </summary>
    private bool IsEqual(Side right)
    {
        var standings = Standings.Concat(right.Standings).Distinct().ToList();
        return standings.TrueForAll(standing => standing == Standing.Known)
            || (Value == right.Value && standings.TrueForAll(s => s is Standing.Known or Standing.MissingRow));
    }
}
