using static StatsService.Forms.FigureCondition;

namespace StatsService.Forms.Measuring;

/// <summary>Measures an indicator on the sentences of one part of a report.</summary>
internal sealed class StatedMeasurer(FormCatalog catalog, ReportPart part)
{
    /// <summary>As stated; else as the form of the year sums it, over sentences on the rows of that form.</summary>
    public Tally Measure(Indicator indicator)
    {
        var form = catalog.FormFor(part.Year);
        var measurement = form is null ? null : catalog.Measurement(indicator, form);
        var own = measurement is null ? [] : OwnIndicators(form!, measurement);
        var direct = Stated(indicator.Name);
        var found = direct.Gap == NotReported && own is not []
            ? own.Select(Stated).Aggregate((sum, tally) => sum + tally)
            : direct;
        var near = measurement?.Comparability == Comparability.Near
            && (direct.Gap == NotReported || own.Contains(indicator.Name, StringComparer.Ordinal));
        return found.Mark(near ? FigureMarks.StatedInText | FigureMarks.Near : FigureMarks.StatedInText);
    }

    internal static List<string> OwnIndicators(Form form, Measurement measurement) =>
    [
        .. measurement.Rows.Select(row => form.Cells.GetValueOrDefault(row)
            ?? form.Cells[$"{row}@{ApplicantColumn.Of(ApplicantKind.Unspecified)}"]).Select(cell => cell.Indicator),
    ];

    /// <summary>A sentence counts for its best fit only.</summary>
    private Tally Stated(string indicator)
    {
        var figures = part.StatedFigures
            .Where(figure => (figure.Year ?? part.Year) == part.Year && figure.Indicators[0] == indicator)
            .ToList();
        return OneOf(catalog, figures);
    }

    /// <summary>Sentences that differ leave the figure uncertain.</summary>
    internal static Tally OneOf(FormCatalog catalog, List<StatedFigure> figures)
    {
        var ids = figures.Select(figure => figure.Id).ToArray();
        var values = figures.Select(catalog.Number).Distinct().ToList();
        return values switch
        {
            [] => Tally.Absent(NotReported),
            [{ } value] => Tally.Number(value, ids[0]),
            [null] when figures.TrueForAll(figure => figure.Value.HasNumber) => Tally.Absent(Unreadable, false, ids),
            _ => Tally.Absent(Uncertain, false, ids),
        };
    }
}
