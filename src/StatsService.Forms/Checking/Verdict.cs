namespace StatsService.Forms.Checking;

/// <summary>What became of an instance of a rule.</summary>
internal enum Outcome
{
    /// <summary>It has nothing to look at here.</summary>
    Void,
    Holds,
    Broken,

    /// <summary>A missing or uncertain value leaves it open.</summary>
    Open,
}

/// <summary>A side of a comparison: what it may be, and what its known terms add up to.</summary>
/// <param name="Shown">What a message shows where that is no single number.</param>
internal readonly record struct Side(Interval Range, decimal Value, string? Shown)
{
    public static Side Of(IReadOnlyList<(Operand Operand, Reading Reading)> terms) => new(
        terms.Aggregate(Interval.Exactly(0), (sum, term) => sum + (term.Operand.Factor * term.Reading.Range)),
        terms.Sum(term => term.Operand.Factor * term.Reading.Value),
        terms is [var only] ? only.Reading.Shown : null);

    /// <summary>True or false for whatever the missing numbers are; null where it depends on them.</summary>
    public bool? Compare(Relation relation, Side right)
    {
        var difference = Range + (-1 * right.Range);
        return relation switch
        {
            Relation.Equal when difference.Low > 0 || difference.High < 0 => false,
            Relation.Equal => difference.Low == 0 && difference.High == 0 ? true : right.Shown is null ? null : true,
            Relation.AtMost => difference.High <= 0 ? true : difference.Low > 0 ? false : null,
            Relation.AtLeast => difference.Low >= 0 ? true : difference.High < 0 ? false : null,
            Relation.Below => difference.High < 0 ? true : difference.Low >= 0 ? false : null,
            Relation.Above => difference.Low > 0 ? true : difference.High <= 0 ? false : null,
            _ => Range.Low >= 1,
        };
    }
}

/// <summary>Judges an instance of a rule against a report.</summary>
internal readonly record struct Verdict(Outcome Outcome, Side Left, Side Right)
{
    public static Verdict Of(RuleInstance instance, Situation situation)
    {
        var left = Read(instance.Comparison.Left, situation);
        var right = Read(instance.Comparison.Right, situation);
        var standings = left.Concat(right).Where(term => term.Operand is not NumberOperand)
            .Select(term => term.Reading.Standing).ToHashSet();
        var applies = Applies(instance.When, situation);
        var sides = (Left: Side.Of(left), Right: Side.Of(right));
        return new(Judge(), sides.Left, sides.Right);

        Outcome Judge() => (applies, Assessable(instance.Rule, standings)) switch
        {
            (false, _) or (_, null) => Outcome.Void,
            (_, false) => Outcome.Open,
            _ => (sides.Left.Compare(instance.Comparison.Relation, sides.Right), applies) switch
            {
                (true, _) => Outcome.Holds,
                (false, true) => Outcome.Broken,
                _ => Outcome.Open,
            },
        };
    }

    /// <summary>Null: none of its cells has anything to assess.</summary>
    private static bool? Assessable(Rule rule, HashSet<Standing> standings) =>
        standings.Contains(Standing.Undefined) || !(standings.Contains(Standing.Known) || standings.Contains(Standing.Unsettled)) ? null
        : !standings.Contains(Standing.Unsettled)
            && (rule.Missing == MissingValues.Bounded
                || !(standings.Contains(Standing.Missing) || standings.Contains(Standing.NotPrinted)));

    /// <summary>Whether a condition is met; null where a missing or unsettled value leaves that open.</summary>
    private static bool? Applies(Condition<Operand>? condition, Situation situation) => condition is null
        ? true
        : condition.AnyOf.Aggregate((bool?)false, (any, all) =>
            any | all.Aggregate((bool?)true, (every, comparison) => every & IsMet(comparison, situation)));

    private static bool? IsMet(Comparison<Operand> comparison, Situation situation)
    {
        var (left, right) = (Read(comparison.Left, situation), Read(comparison.Right, situation));
        return left.Concat(right).Any(term => term.Reading.Standing is Standing.Unsettled or Standing.Undefined)
            ? null
            : Side.Of(left).Compare(comparison.Relation, Side.Of(right));
    }

    private static List<(Operand Operand, Reading Reading)> Read(IReadOnlyList<Operand> operands, Situation situation) =>
        [.. operands.Select(operand => (operand, operand.Read(situation)))];
}
