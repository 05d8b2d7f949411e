using StatsService.Canonical;
using StatsService.Failures;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>The years of a selection, checked.</summary>
internal static class SelectedYears
{
    private const int MaxYears = 30;

    /// <summary>The last year, once both are found to be years of reports.</summary>
    public static int Last(Wire.Selection wire) => Last(wire.FirstYear, wire.LastYear, "selection.");

    /// <param name="within">What stands before the names of the fields.</param>
    public static int Last(int first, int lastOrNone, string within)
    {
        var (firstField, lastField) = (within + "first_year", within + "last_year");
        var last = lastOrNone == 0 ? first : lastOrNone;
        Demand(first, firstField);
        Demand(last, lastField);
        return last < first
            ? throw Refusals.InvalidValue(
                lastField,
                $"last_year（{last}）早于first_year（{first}）；请对调。",
                $"last_year ({last}) is before first_year ({first}); swap them.")
            : last - first >= MaxYears ? throw Refusals.TooMany(lastField, last - first + 1, MaxYears)
            : last;
    }

    /// <summary>Refuses what is no year of reports.</summary>
    public static void Demand(int year, string field)
    {
        if (year == 0)
        {
            throw Refusals.Required(field);
        }

        if (year is < ReportName.FirstYear or > ReportName.LastYear)
        {
            throw Refusals.InvalidValue(
                field,
                $"年度{year}不在{ReportName.FirstYear}至{ReportName.LastYear}之间；《条例》自2008年5月1日起施行。",
                $"The year {year} is not from {ReportName.FirstYear} to {ReportName.LastYear}; "
                + "the Regulation is in force since 1 May 2008.");
        }
    }
}
