namespace StatsService.Forms.Checking;

/// <summary>A side of a comparison.</summary>
/// <param name="Value">What its known terms add up to.</param>
/// <param name="Between">What it may be, where that is more than <paramref name="Value"/>.</param>
/// <param name="Shown">What a message shows where that is no single number.</param>
/// <param name="Standings">How much its terms say; plain numbers apart.</param>
internal readonly record struct Side(decimal Value, Interval? Between, LocalizedText? Shown, Standings Standings)
{
    public static readonly Side Nothing = new(0, Interval.Any, null, default);

    public static Side Read(IReadOnlyList<Operand> operands, Situation situation)
    {
        // Nearly always every term has its number: then no intervals are needed.
        var (value, between, exact, standings) = (0m, (Interval?)null, 0m, default(Standings));
        LocalizedText? shown = null;
        for (var i = 0; i < operands.Count; i++)
        {
            var operand = operands[i];
            var reading = operand.Read(situation);
            var term = operand.Factor * reading.Value;
            value += term;
            if (reading.Between is { } range)
            {
                range = operand.Factor * range;
                between = between is null ? range : between + range;
            }
            else
            {
                exact += term;
            }

            shown ??= reading.Shown;
            if (operand is not NumberOperand)
            {
                standings |= reading.Standing;
            }
        }

        return new(value, between is null ? null : between + Interval.Exactly(exact), shown, standings);
    }

    /// <summary>What it may be.</summary>
    public Interval Range => Between ?? Interval.Exactly(Value);

    /// <summary>What it gives, where every term has its number.</summary>
    public decimal? Number => Standings.AreAll(Standing.Known) ? Value : null;

    /// <summary>True or false for whatever the missing numbers are; null where it depends on them.</summary>
    public bool? Compare(Relation relation, Side right) =>
        Between is null && right.Between is null ? CompareValues(relation, right) : CompareRanges(relation, right);

    /// <summary>Whether there is a breakdown into local rows, of which the table prints none.</summary>
    public bool LacksAllRows => Standings != default && Standings.AreAll(Standing.MissingRow);

    private bool? CompareValues(Relation relation, Side right) => relation switch
    {
        Relation.Equal => Value != right.Value ? false : IsEqual(right) ? true : null,
        Relation.AtMost => Value <= right.Value,
        Relation.AtLeast => Value >= right.Value,
        Relation.Below => Value < right.Value,
        Relation.Above => Value > right.Value,
        _ => Value >= 1,
    };

    private bool? CompareRanges(Relation relation, Side right)
    {
        var range = Range;
        var difference = range + (-1 * right.Range);
        return relation switch
        {
            Relation.Equal => !range.Meets(right.Range) ? false : IsEqual(right) ? true : null,
            Relation.AtMost => difference.High <= 0 ? true : difference.Low > 0 ? false : null,
            Relation.AtLeast => difference.Low >= 0 ? true : difference.High < 0 ? false : null,
            Relation.Below => difference.High < 0 ? true : difference.Low >= 0 ? false : null,
            Relation.Above => difference.Low > 0 ? true : difference.High <= 0 ? false : null,
            _ => range.Low >= 1,
        };
    }

    /// <summary>
    /// Whether both are known, a tolerance included; local rows that are not printed do no harm where what is printed
    /// is equal without them.
    /// </summary>
    private bool IsEqual(Side right)
    {
        var standings = Standings | right.Standings;
        return standings.AreAll(Standing.Known)
            || (Value == right.Value && standings.AreAll(Standing.Known, Standing.MissingRow));
    }
}
