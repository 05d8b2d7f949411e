using static StatsService.Forms.FigureCondition;

namespace StatsService.Forms.Measuring;

/// <summary>Divides sums of indicators; each side is the sum of the parts that have a value.</summary>
internal static class RateMeasurer
{
    public static MeasuredRate Divide(Tally numerator, Tally denominator)
    {
        IReadOnlyList<string> cells = numerator.Cells.Count + denominator.Cells.Count == 0
            ? []
            : [.. numerator.Cells.Concat(denominator.Cells).Distinct(StringComparer.Ordinal)];
        var gap = Gap(numerator, denominator);
        return gap == FigureCondition.None
            ? new(numerator.Sum, denominator.Sum, (double)numerator.Sum!.Value / (double)denominator.Sum!.Value,
                SlotFigure.Said(numerator.AllMarks | denominator.AllMarks), cells)
            : new(numerator.Sum, denominator.Sum, null, SlotFigure.Said(gap), cells);
    }

    private static FigureCondition Gap(Tally numerator, Tally denominator) =>
        numerator.Gap == Uncertain || denominator.Gap == Uncertain ? Uncertain
        : numerator.Sum is null ? numerator.Gap
        : denominator.Sum is null or 0 ? NoDenominator
        : FigureCondition.None;
}
