using StatsService.Canonical;
using StatsService.Forms;
using StatsService.Reports;

namespace StatsService.Continuity;

/// <summary>Reads what an organ has on file beside a report, and compares the years.</summary>
internal sealed class NeighbourYears(ReportQuery reports, FormCatalog catalog)
{
    /// <summary>A point after all others: as everything stands, what is not settled yet included.</summary>
    private const long Now = long.MaxValue;

    /// <summary>Reports whose neighbours are read at once.</summary>
    private const int AtOnce = 250;

    /// <summary>What stands now in the year of a report, in the one before and in the one after.</summary>
    public Task<IReadOnlyList<ReportAt>> Beside(ReportName name, CancellationToken ct) =>
        Read([name.Organ], name.Year, name.Year, Now, ct);

    /// <summary>A report that is not stored, against what stands now.</summary>
    public Task<YearFindings> Compare(AnnualReport report, CancellationToken ct) =>
        Compare(new ReportAt(report, 0), Now, ct);

    /// <param name="number">The point of the log at which the neighbours are read.</param>
    public async Task<YearFindings> Compare(ReportAt at, long number, CancellationToken ct) =>
        (await Compare([at], number, ct))[0];

    /// <summary>One for each report, in their order.</summary>
    public async Task<IReadOnlyList<YearFindings>> Compare(
        IReadOnlyList<ReportAt> page, long number, CancellationToken ct)
    {
        var compared = new List<YearFindings>(page.Count);
        foreach (var some in page.Chunk(AtOnce))
        {
            var organs = some.Select(at => at.Report.Organ).Distinct(StringComparer.Ordinal).ToList();
            var years = some.Select(at => at.Report.Year).ToList();
            var filed = await Read(organs, years.Min(), years.Max(), number, ct);
            var beside = new ComparedYears(some, filed, catalog);
            compared.AddRange(some.Select(at => beside.FindingsOn(at.Report)));
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
