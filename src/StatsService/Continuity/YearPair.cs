using Ogi.Stats.Store.V1;
using StatsService.Forms;
using StatsService.Reports;

namespace StatsService.Continuity;

/// <summary>What an organ reported for one scope in a year, and in the year before.</summary>
internal sealed record YearPair(YearPart Previous, YearPart Current)
{
    /// <summary>What the id of a finding ends in on the report of the earlier year.</summary>
    private const string OnPrevious = "@next_year";

    /// <param name="holding">Also gives what holds.</param>
    public IReadOnlyList<YearsCheck> Check(FormCatalog catalog, bool holding) =>
        catalog.CheckYears(Previous.Whole, Current.Whole, holding);

    public ReportAt HolderOf(FindingCell cell) => (cell.Previous ? Previous : Current).HolderOf(cell);

    /// <summary>The reports in which its cells stand.</summary>
    public IEnumerable<ReportAt> HoldersOf(YearsCheck check) =>
        check.Cells.Select(HolderOf).DistinctBy(at => at.Report.Id, StringComparer.Ordinal);

    /// <summary>The id of a check on a report of one of the years; null where that takes no part.</summary>
    public string? IdOn(AnnualReport report, YearsCheck check) =>
        !HoldersOf(check).Any(at => at.Report.Id == report.Id) ? null
        : report.Year == Current.Year ? check.Id
        : check.Id + OnPrevious;

    /// <summary>
    /// The confirmation of a finding, wherever it was given: one for the values of now, else the newest.
    /// </summary>
    public YearConfirmation? ConfirmationOf(YearsCheck check) => HoldersOf(check)
        .Select(at => (at.Report.Id, Found: at.Report.Confirmation(IdOn(at.Report, check)!)))
        .Where(given => given.Found is not null)
        .Select(given => new YearConfirmation(
            given.Found!, given.Id, given.Found!.ValuesHash == check.Finding!.ValuesHash))
        .OrderByDescending(given => given.Holds).ThenByDescending(given => given.Stored.TimeMicros)
        .FirstOrDefault();
}

/// <summary>Someone's word on a finding of two years.</summary>
/// <param name="Report">The report that it was given on.</param>
/// <param name="Holds">It was given for the values of now.</param>
internal sealed record YearConfirmation(StoredConfirmation Stored, string Report, bool Holds);
