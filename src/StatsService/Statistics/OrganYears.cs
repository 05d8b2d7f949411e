using StatsService.Canonical;
using StatsService.Failures;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>Which rows are asked for, understood.</summary>
/// <param name="Organs">Ids, each once, in the order asked.</param>
/// <param name="Scope">Unspecified: every scope on file.</param>
internal sealed record OrganYears(
    IReadOnlyList<string> Organs, int FirstYear, int LastYear, Scope Scope, bool SkipEmpty, bool TablesOnly)
{
    private const int MaxOrgans = 1000;
    private const int MaxYears = 30;

    public static async Task<OrganYears> Read(Wire.Selection? wire, Subjects subjects, CancellationToken ct)
    {
        if (wire is null)
        {
            throw Refusals.Required("selection");
        }

        if (wire.Organs.Count is 0 or > MaxOrgans)
        {
            throw wire.Organs.Count == 0
                ? Refusals.Required("selection.organs")
                : Refusals.TooMany("selection.organs", wire.Organs.Count, MaxOrgans);
        }

        var last = CheckedYears(wire);
        Refusals.DemandDefined(wire.Scope, "selection.scope");
        return new(
            await subjects.Ids(wire.Organs, "selection.organs", ct),
            wire.FirstYear, last, (Scope)wire.Scope, wire.SkipEmpty, wire.TablesOnly);
    }

    private static int CheckedYears(Wire.Selection wire)
    {
        const string First = "selection.first_year";
        const string Last = "selection.last_year";
        var (first, last) = (wire.FirstYear, wire.LastYear == 0 ? wire.FirstYear : wire.LastYear);
        if (first == 0)
        {
            throw Refusals.Required(First);
        }

        foreach (var (field, year) in new[] { (First, first), (Last, last) })
        {
            if (year is < ReportName.FirstYear or > ReportName.LastYear)
            {
                throw Refusals.InvalidValue(
                    field,
                    $"年度{year}不在{ReportName.FirstYear}至{ReportName.LastYear}之间；《条例》自2008年5月1日起施行。",
                    $"The year {year} is not from {ReportName.FirstYear} to {ReportName.LastYear}; "
                    + "the Regulation is in force since 1 May 2008.");
            }
        }

        return last < first
            ? throw Refusals.InvalidValue(
                Last,
                $"last_year（{last}）早于first_year（{first}）；请对调。",
                $"last_year ({last}) is before first_year ({first}); swap them.")
            : last - first >= MaxYears ? throw Refusals.TooMany(Last, last - first + 1, MaxYears)
            : last;
    }
}
