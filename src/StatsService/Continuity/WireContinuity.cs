using StatsService.Canonical;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Continuity;

/// <summary>Checks over two years as the API tells them.</summary>
internal static class WireContinuity
{
    public static Wire.ContinuityCheck Write(YearPair pair, YearsCheck check)
    {
        var wire = new Wire.ContinuityCheck
        {
            FindingId = check.Id,
            Rule = "rules/" + check.Rule.Id,
            Strength = (Wire.FindingStrength)check.Rule.FindingStrength,
            Outcome = check.Outcome switch
            {
                YearsOutcome.Holds => Wire.ContinuityOutcome.Holds,
                YearsOutcome.Broken => Wire.ContinuityOutcome.Broken,
                _ => Wire.ContinuityOutcome.NotAssessable,
            },
            Formula = check.Formula,
            Message = check.Finding is { } finding ? WireFindings.Write(finding.Message) : null,
            Confirmed = check.Finding is not null && pair.ConfirmationOf(check) is { Holds: true },
        };
        WriteSides(wire, check.Left, check.Right);
        wire.Cells.Add(check.Cells.Select(
            cell => WireFindings.Write(cell, YearPart.NameOf(pair.HolderOf(cell)))));
        if (check.Outcome == YearsOutcome.NotAssessable)
        {
            wire.Conditions.Add(check.Cells.Select(Gap).OfType<Wire.FigureCondition>().Distinct().Order());
        }

        return wire;
    }

    private static void WriteSides(Wire.ContinuityCheck wire, decimal? left, decimal? right)
    {
        if (left is { } l)
        {
            wire.LeftValue = WireValues.Digits(l);
        }

        if (right is { } r)
        {
            wire.RightValue = WireValues.Digits(r);
        }

        if (left - right is { } difference)
        {
            wire.Difference = WireValues.Digits(difference);
        }
    }

    /// <summary>Why a cell has no number to compare; a number of unknown unit has none either.</summary>
    private static Wire.FigureCondition? Gap(FindingCell cell) => cell.Value switch
    {
        { State: CellState.Blank } => Wire.FigureCondition.Blank,
        { State: CellState.NotApplicable } => Wire.FigureCondition.NotApplicable,
        { State: CellState.NotPrinted } => Wire.FigureCondition.NotPrinted,
        { State: CellState.Uncertain } => Wire.FigureCondition.Uncertain,
        { HasNumber: true, IsAmount: false } => null,
        { HasNumber: true, Yuan: not null } => null,
        _ => Wire.FigureCondition.Unreadable,
    };
}
