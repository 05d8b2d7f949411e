using StatsService.Canonical;
using StatsService.Forms;
using StatsService.Forms.Measuring;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>Figures of indicators by name.</summary>
internal static class IndicatorFigures
{
    public static Wire.Figure Measure(IFigures figures, FormCatalog catalog, Wire.Measure measure)
    {
        var figure = new Wire.Figure { Measure = Named(measure) };
        var applicant = (ApplicantKind)measure.Applicant;
        if (measure.Denominator.Length > 0)
        {
            var rate = figures.Divide([measure.Indicator], [measure.Denominator], applicant);
            figure.Rate = FigureFill.Write(rate) is var wire && wire.CalculateSize() > 0 ? wire : null;
            Note(figure, rate.Conditions);
            return figure;
        }

        if (figures.Sum(measure.Indicator, applicant) is { } sum)
        {
            figure.Parts = Parts(sum);
        }

        var measured = figures.Measure(measure.Indicator, applicant);
        Note(figure, measured.Conditions);
        if (measured.Value is not { } value)
        {
            return figure;
        }

        if (catalog.Indicators[measure.Indicator].Type == CellType.Amount)
        {
            figure.Amount = WireAmounts.WriteYuan(value);
        }
        else
        {
            figure.Count = (long)value;
        }

        return figure;
    }

    private static Wire.Parts Parts(SlotSum sum) => new()
    {
        ValueCount = sum.Numbers,
        BlankCount = sum.Count(FigureCondition.Blank),
        NotApplicableCount = sum.Count(FigureCondition.NotApplicable),
        UncertainCount = sum.Count(FigureCondition.Uncertain) + sum.Count(FigureCondition.Unreadable),
        AbsentCount = sum.Count(FigureCondition.NotPrinted) + sum.Silent,
    };

    private static Wire.Measure Named(Wire.Measure measure) => new()
    {
        Indicator = IndicatorNames.Write(measure.Indicator),
        Denominator = measure.Denominator.Length == 0 ? "" : IndicatorNames.Write(measure.Denominator),
        Applicant = measure.Applicant,
    };

    private static void Note(Wire.Figure figure, IEnumerable<FigureCondition> conditions) =>
        figure.Conditions.Add(conditions.Select(condition => (Wire.FigureCondition)condition));
}
