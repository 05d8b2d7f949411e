using Ogi.Stats.Store.V1;
using StatsService.Log;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>The events of a report as the API tells them, each when it is asked for.</summary>
/// <param name="events">All of them, oldest first.</param>
/// <param name="restricted">
/// True: without what reviewers wrote, and without what was withdrawn: of a report filed in place of a withdrawn one
/// the history begins anew.
/// </param>
internal sealed class ReportHistory(string name, IReadOnlyList<LoggedEvent> events, bool restricted)
{
    private readonly long _withdrawn = events.LastOrDefault(e => e.Data is ReportWithdrawn)?.Version ?? 0;
    private readonly List<StoredReport> _after = Fold(events);

    /// <summary>The versions up to a number in the log and below another version, newest first.</summary>
    public IEnumerable<long> Versions(long number, long before) =>
        events.Where(e => e.Number <= number && e.Version < before).Select(e => e.Version).Reverse();

    /// <summary>A revision; null where it did not change the cell.</summary>
    /// <param name="cell">Empty: whatever it changed.</param>
    /// <param name="histories">The histories of the log.</param>
    public Wire.Revision? Present(long version, string cell, Histories histories)
    {
        var at = (int)version - 1;
        var e = events[at];
        var begins = restricted && e.Data is ReportFiled;
        var before = at == 0 || begins || (restricted && version <= _withdrawn) ? null : _after[at - 1];
        var shown = !restricted || version > _withdrawn;
        var changes = shown ? ReportChanges.Cells(before, e.Data).ToList() : [];
        if (cell.Length > 0 && changes.TrueForAll(change => change.Cell != cell) && !(begins && at > 0))
        {
            return null;
        }

        var kind = ReportEvents.Kind(e.Data);
        return new()
        {
            Name = $"{name}/revisions/{version}",
            Kind = kind,
            State = (Wire.ReportState)_after[at].State,
            Event = EventPresenter.Present(
                e.Data.Meta(), EventChain.Hash(e.Data), histories, e.Number,
                restricted && ReportEvents.HasRestrictedReason(kind)),
            ReturnNotice = restricted ? null : ReportPresenter.Notice(e.Data as ReportReturned),
            Changes = { changes },
            ChangedFields = { shown ? ReportChanges.Fields(before, e.Data) : [] },
            CopyOf = shown ? (e.Data as ReportMarkedCopy)?.CopyOf ?? "" : "",
            ConfirmedFindings =
            {
                shown ? (e.Data as FindingConfirmed)?.Findings.Select(finding => finding.FindingId) ?? [] : [],
            },
        };
    }

    /// <summary>The report after each event, unchecked: what the rules say is not asked.</summary>
    private static List<StoredReport> Fold(IEnumerable<LoggedEvent> events)
    {
        var after = new List<StoredReport>();
        foreach (var e in events)
        {
            after.Add(ReportFold.Apply(after.LastOrDefault(), e.Data));
        }

        return after;
    }
}
