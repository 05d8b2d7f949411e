using StatsService.Canonical;
using StatsService.Continuity;
using StatsService.Copies;
using StatsService.Forms;

namespace StatsService.Reports;

/// <summary>
/// What is found on a report by holding it against others: those of the years beside it, and those of other organs.
/// </summary>
internal sealed class OtherReports(NeighbourYears neighbours, CopyFindings copies, FormCatalog catalog)
{
    /// <summary>A point after all others: as everything stands, what is not settled yet included.</summary>
    public const long Now = long.MaxValue;

    /// <summary>A report that is not stored, against what stands now.</summary>
    public Task<SharedFindings> Compare(AnnualReport report, CancellationToken ct) =>
        Compare(new ReportAt(report, 0), Now, ct);

    /// <param name="number">The point of the log at which the others are read.</param>
    public async Task<SharedFindings> Compare(ReportAt at, long number, CancellationToken ct) =>
        (await Compare([at], number, ct))[0];

    /// <summary>One for each report, in their order.</summary>
    public async Task<IReadOnlyList<SharedFindings>> Compare(
        IReadOnlyList<ReportAt> page, long number, CancellationToken ct)
    {
        var (years, same) = (neighbours.Compare(page, number, ct), copies.On(page, number, ct));
        await Task.WhenAll(years, same);
        return [.. (await years).Zip(await same, With)];
    }

    /// <summary>What will be found on a report as a writer finds it, against the others as they stand now.</summary>
    public async Task<Func<AnnualReport, SharedFindings>> Against(ReportName name, CancellationToken ct)
    {
        var beside = await neighbours.Beside(name, ct);
        var own = beside.FirstOrDefault(at => at.Report.Id == name.ToString());
        var same = own is null ? [] : (await copies.On([own], Now, ct))[0];
        return report => With(
            ComparedYears.FindingsOn(report, beside, catalog),
            report.Version == own?.Report.Version ? same : []);
    }

    private static SharedFindings With(SharedFindings years, IReadOnlyList<SharedFinding> same) =>
        same.Count == 0 ? years : years with { Findings = [.. years.Findings, .. same] };
}
