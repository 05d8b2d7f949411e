using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>How a figure changed since the year before, where both can be compared (decision 9).</summary>
internal static class YearOnYear
{
    /// <summary>Null where they cannot.</summary>
    /// <param name="now">Its head says what lies between the two.</param>
    public static double? Of(Wire.SeriesPoint last, Wire.SeriesPoint now)
    {
        if (now.Header.Breaks.Count > 0
            || FigureValue.Of(last.Figure) is not { } before || FigureValue.Of(now.Figure) is not { } value
            || Has(last, Wire.FigureCondition.Partial) || Has(now, Wire.FigureCondition.Partial)
            || Has(last, Wire.FigureCondition.Near) != Has(now, Wire.FigureCondition.Near))
        {
            return null;
        }

        return now.Figure.ValueCase == Wire.Figure.ValueOneofCase.Rate ? value.Minus(before)
            : before.Numerator > 0 ? (double)(value.Numerator - before.Numerator) / (double)before.Numerator
            : null;
    }

    private static bool Has(Wire.SeriesPoint point, Wire.FigureCondition condition) =>
        point.Figure.Conditions.Contains(condition);
}
