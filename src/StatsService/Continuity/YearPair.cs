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

    /// <summary>The confirmation of a finding, wherever it was given.</summary>
    public SharedConfirmation? ConfirmationOf(YearsCheck check) => SharedConfirmation.Of(
        HoldersOf(check).Select(at => (at.Report, IdOn(at.Report, check)!)), check.Finding!.ValuesHash);
}
