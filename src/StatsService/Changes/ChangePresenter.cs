using Ogi.Stats.Store.V1;
using StatsService.Encoded;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Reports;
using Kind = Ogi.Stats.V1.ChangeKind;
using Wire = Ogi.Stats.V1;

namespace StatsService.Changes;

/// <summary>Changes as the API tells them.</summary>
/// <param name="isFull">With figures and resources.</param>
/// <param name="histories">The histories of the log.</param>
internal sealed class ChangePresenter(bool isFull, Histories histories)
{
    private static readonly uint ReportAfter = WireBuffer.TagOf(Wire.Change.ReportAfterFieldNumber);

    /// <summary>Adds a change to a page that has room for it.</summary>
    /// <param name="visibility">How much the caller sees of a report.</param>
    public bool TryAdd(FeedChange change, Visibility visibility, EncodedPage page)
    {
        var e = change.Event;
        var restricted = visibility != Visibility.Whole && e.Data is ReportReturned or FindingConfirmed;
        var wire = new Wire.Change
        {
            Kind = change.Kind,
            Event = EventPresenter.Present(e.Data.Meta(), e.Hash, histories, e.Number, restricted),
        };
        switch (change)
        {
            case { Report: { } report }:
                Write(report, change, visibility, wire);
                break;
            case { Division: { } division }:
                wire.Division = division.Id;
                wire.DivisionAfter = isFull && change.Kind != Kind.Left ? RegistryPresenter.Present(division) : null;
                break;
            case { Organ: { } organ }:
                wire.Organ = organ.Id;
                wire.OrganAfter = isFull && change.Kind != Kind.Left ? RegistryPresenter.Present(organ) : null;
                break;
            default:
                wire.CatalogVersion = ((RulesChanged)e.Data).CatalogVersion;
                break;
        }

        var row = page.Begin();
        row.Message(wire);
        if (isFull && change is { Report: { } after, Kind: not (Kind.Left or Kind.Withdrawn) })
        {
            var begin = row.Begin(ReportAfter);
            ReportPresenter.WriteContents(after.At, visibility, histories, row);
            row.End(begin);
        }

        return page.TryEnd();
    }

    private void Write(ChangedReport report, FeedChange change, Visibility visibility, Wire.Change wire)
    {
        wire.Report = report.Name;
        wire.Revision = report.Version;
        wire.State = (Wire.ReportState)report.After.State;
        if (!isFull)
        {
            return;
        }

        if (visibility != Visibility.Withdrawn && change.Kind is not (Kind.Entered or Kind.Left))
        {
            // What was withdrawn before it was filed anew is not told to everyone.
            var before = visibility == Visibility.Whole || change.Kind != Kind.Filed ? report.Before : null;
            wire.Cells.Add(ReportChanges.Cells(before, change.Event.Data));
            wire.ChangedFields.Add(ReportChanges.Fields(before, change.Event.Data));
        }
    }
}
