using StatsService.Canonical;
using StatsService.Forms;
using StatsService.Reports;

namespace StatsService.Continuity;

/// <summary>Reads what an organ has on file beside a report, and compares the years and what is given twice.</summary>
internal sealed class NeighbourYears(ReportQuery reports, Visibilities visibilities, FormCatalog catalog)
{
    /// <summary>Reports whose neighbours are read at once.</summary>
    private const int AtOnce = 250;

    /// <summary>What stands now in the year of a report, in the one before and in the one after.</summary>
    public Task<IReadOnlyList<ReportAt>> Beside(ReportName name, CancellationToken ct) =>
        Read([name.Organ], name.Year, name.Year, OtherReports.Now, ct);

    /// <summary>One for each report, in their order.</summary>
    /// <param name="number">The point of the log at which the neighbours are read.</param>
    public async Task<IReadOnlyList<SharedFindings>> Compare(
        IReadOnlyList<ReportAt> page, long number, CancellationToken ct)
    {
        var compared = new List<SharedFindings>(page.Count);
        foreach (var some in page.Chunk(AtOnce))
        {
            var organs = some.Select(at => at.Report.Organ).Distinct(StringComparer.Ordinal).ToList();
            var years = some.Select(at => at.Report.Year).ToList();
            var filed = await Read(organs, years.Min(), years.Max(), number, ct);
            var beside = new ComparedYears(some, filed, catalog);
            var hidden = await visibilities.WithdrawnAfter(number, beside.InSections(some), ct);
            compared.AddRange(some.Select(at => beside.FindingsOn(at.Report, hidden)));
        }

        return compared;
    }

    private Task<IReadOnlyList<ReportAt>> Read(
        IReadOnlyList<string> organs, int firstYear, int lastYear, long number, CancellationToken ct)
    {
        var selection = new ReportSelection(
            organs, [], firstYear - 1, lastYear + 1, Scope.Unspecified, "", [], FindingStrength.Unspecified);
        return reports.Read(selection, number, "", int.MaxValue, ct);
    }
}
