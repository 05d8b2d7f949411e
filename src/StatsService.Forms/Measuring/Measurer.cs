using static StatsService.Forms.FigureCondition;

namespace StatsService.Forms.Measuring;

/// <summary>Measures an indicator on one part of a report: in its tables, else in its sentences.</summary>
internal sealed class Measurer(FormCatalog catalog)
{
    public Tally Measure(ReportPart part, string indicator, ApplicantKind applicant, bool tablesOnly)
    {
        if (catalog.Indicator(indicator) is not { } found)
        {
            throw new ArgumentException($"There is no indicator {indicator}.", nameof(indicator));
        }

        var inTables = new TableMeasurer(catalog, part, applicant).Measure(found);
        var settled = inTables.Sum is not null || inTables.Gap == Uncertain;
        if (settled || tablesOnly || applicant != ApplicantKind.Unspecified)
        {
            return inTables;
        }

        var stated = new StatedMeasurer(catalog, part).Measure(found);
        if (stated.Gap != NotReported || stated.Sum is not null)
        {
            return stated;
        }

        var parts = found.SumOf.Select(name => Measure(part, name, applicant, tablesOnly)).ToList();
        var mixed = parts.Aggregate(Tally.Empty, (sum, tally) => sum + tally).Mark(FigureMarks.Derived);
        return mixed.Sum is null || parts.Exists(tally => tally.Gap == NotOnForm) ? inTables : mixed;
    }
}
