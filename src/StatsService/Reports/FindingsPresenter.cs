using Ogi.Stats.Store.V1;
using StatsService.Canonical;
using StatsService.Forms;
using StatsService.Log;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>What the rules find on a report: on itself, and between it and other reports.</summary>
internal static class FindingsPresenter
{
    public static void Write(AnnualReport report, SharedFindings shared, bool restricted, Wire.Report wire)
    {
        var own = report.Check.Findings;
        wire.Findings.Add(own.Select(finding => Present(report, finding, restricted))
            .Concat(shared.Findings.Select(finding => Present(report, finding, restricted)))
            .OrderByDescending(finding => finding.Strength));
        wire.NotAssessable.Add(report.Check.NotAssessable.Concat(shared.NotAssessable));
        var confirmed = shared.Findings.Where(finding => finding.IsConfirmed).Select(finding => finding.Finding)
            .Concat(own.Where(report.IsConfirmed))
            .Select(finding => finding.Id).ToHashSet(StringComparer.Ordinal);
        wire.Quality = WireFindings.Quality(
            [.. own, .. shared.Findings.Select(finding => finding.Finding)],
            finding => confirmed.Contains(finding.Id));
    }

    private static Wire.Finding Present(AnnualReport report, Finding finding, bool restricted)
    {
        var wire = WireFindings.Write(finding);
        if (report.Confirmation(finding.Id) is { } confirmation)
        {
            wire.Confirmation = Present(confirmation, report.IsConfirmed(finding), restricted);
        }

        return wire;
    }

    private static Wire.Finding Present(AnnualReport report, SharedFinding finding, bool restricted)
    {
        var wire = WireFindings.Write(finding.Finding);
        foreach (var (cell, revision) in wire.Cells.Zip(finding.Revisions))
        {
            cell.Revision = revision;
        }

        wire.OtherReports.Add(finding.Others);
        if (finding.Confirmation is { } given)
        {
            wire.Confirmation = Present(given.Stored, given.Holds, restricted);
            wire.Confirmation.Report = given.Report == report.Id ? "" : given.Report;
        }

        return wire;
    }

    private static Wire.Confirmation Present(StoredConfirmation confirmation, bool holds, bool restricted) => new()
    {
        Reason = restricted ? "" : confirmation.Reason,
        Client = confirmation.Client,
        Time = EventPresenter.Time(confirmation.TimeMicros),
        Expired = !holds,
    };
}
