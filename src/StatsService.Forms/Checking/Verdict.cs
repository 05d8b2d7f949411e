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

/// <summary>Judges an instance of a rule against a report.</summary>
internal readonly record struct Verdict(Outcome Outcome, Side Left, Side Right)
{
    public static Verdict Of(RuleInstance instance, Situation situation)
    {
        var applies = Applies(instance, situation);
        if (applies is false)
        {
            return new(Outcome.Void, Side.Nothing, Side.Nothing);
        }

        var left = Side.Read(instance.Comparison.Left, situation);
        var right = Side.Read(instance.Comparison.Right, situation);
        return new(Judge(instance.Rule, instance.Comparison.Relation, applies is true, left, right), left, right);
    }

    /// <param name="applies">False: a missing or unsettled value leaves open whether it does.</param>
    private static Outcome Judge(Rule rule, Relation relation, bool applies, Side left, Side right)
    {
        var standings = left.Standings | right.Standings;
        if (standings.Contains(Standing.Undefined) || HasNothing(standings) || left.LacksAllRows || right.LacksAllRows)
        {
            return Outcome.Void;
        }

        return !IsAssessable(rule, standings) ? Outcome.Open : (left.Compare(relation, right), applies) switch
        {
            (true, _) => Outcome.Holds,
            (false, true) => Outcome.Broken,
            _ => Outcome.Open,
        };
    }

    private static bool HasNothing(Standings standings) =>
        !standings.Contains(Standing.Known) && !standings.Contains(Standing.Unsettled);

    private static bool IsAssessable(Rule rule, Standings standings) =>
        !standings.Contains(Standing.Unsettled)
        && (rule.Missing == MissingValues.Bounded
            || !(standings.Contains(Standing.Missing) || standings.Contains(Standing.MissingRow)));

    /// <summary>Whether a condition is met; null where a missing or unsettled value leaves that open.</summary>
    private static bool? Applies(RuleInstance instance, Situation situation)
    {
        bool? any = instance.When is null;
        foreach (var comparisons in instance.When?.AnyOf ?? [])
        {
            any |= comparisons.Aggregate((bool?)true, (all, comparison) => all & IsMet(comparison, situation));
        }

        return any;
    }

    private static bool? IsMet(Comparison<Operand> comparison, Situation situation)
    {
        var left = Side.Read(comparison.Left, situation);
        var right = Side.Read(comparison.Right, situation);
        var standings = left.Standings | right.Standings;
        return standings.Contains(Standing.Unsettled) || standings.Contains(Standing.Undefined)
            ? null
            : left.Compare(comparison.Relation, right) ?? Unknown(situation);
    }

    /// <summary>Of two years, a figure that is not there is not large enough to be asked about.</summary>
    private static bool? Unknown(Situation situation) => situation.Previous is null ? null : false;
}
