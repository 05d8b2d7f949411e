using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Log;
using State = Ogi.Stats.V1.ReportState;

namespace StatsService.Reports;

/// <summary>What each event does to a stored report.</summary>
internal static class ReportFold
{
    public static StoredReport Apply(StoredReport? current, IMessage e)
    {
        var report = current?.Clone() ?? new StoredReport();
        report = e switch
        {
            ReportFiled filed => Filed(report, filed),
            ReportCorrected corrected => Corrected(report, corrected),
            ReportReturned returned => Returned(report, returned),
            ReportAccepted => In(State.Accepted, report),
            FindingConfirmed confirmed => Confirmed(report, confirmed),
            ReportWithdrawn => In(State.Withdrawn, Marked("", report)),
            ReportMarkedCopy marked => Marked(marked.CopyOf, report),
            ReportUnmarkedCopy => Marked("", report),
            _ => throw ReportEvents.Unknown(e),
        };
        report.Last = e.Meta();
        report.First ??= report.Last;
        report.LastKind = (int)ReportEvents.Kind(e);
        return report;
    }

    private static StoredReport In(State state, StoredReport report)
    {
        report.State = (int)state;
        report.ReturnNotice = null;
        return report;
    }

    /// <param name="copyOf">Empty: it is no copy, or no longer.</param>
    private static StoredReport Marked(string copyOf, StoredReport report)
    {
        report.CopyOf = copyOf;
        return report;
    }

    private static StoredReport Filed(StoredReport report, ReportFiled e)
    {
        report.Organ = e.Organ;
        report.FiledMicros = e.Meta.TimeMicros;
        report.Header = e.Header;
        report.Tables.Clear();
        report.Tables.Add(e.Tables);
        report.StatedFigures.Clear();
        report.StatedFigures.Add(e.StatedFigures);
        return In(State.Filed, report);
    }

    private static StoredReport Corrected(StoredReport report, ReportCorrected e)
    {
        var tables = TableChanges.Apply([.. report.Tables.Select(StoredTables.Read)], e.Changes);
        report.Header = e.Header;
        report.Tables.Clear();
        report.Tables.Add(tables.Select(StoredTables.Write));
        report.StatedFigures.Clear();
        report.StatedFigures.Add(e.StatedFigures);
        return In(State.Filed, Marked("", report));
    }

    private static StoredReport Returned(StoredReport report, ReportReturned e)
    {
        In(State.Returned, report).ReturnNotice = e;
        return report;
    }

    private static StoredReport Confirmed(StoredReport report, FindingConfirmed e)
    {
        foreach (var finding in e.Findings)
        {
            var old = report.Confirmations.FirstOrDefault(
                c => string.Equals(c.FindingId, finding.FindingId, StringComparison.Ordinal));
            if (old is not null)
            {
                report.Confirmations.Remove(old);
            }

            report.Confirmations.Add(new StoredConfirmation
            {
                FindingId = finding.FindingId,
                ValuesHash = finding.ValuesHash,
                Reason = e.Meta.Reason,
                Client = e.Meta.Client,
                TimeMicros = e.Meta.TimeMicros,
            });
        }

        return report;
    }
}
