using System.Runtime.CompilerServices;
using Ogi.Stats.Store.V1;
using StatsService.Canonical;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Reports;
using StatsService.RollUp;
using Kind = Ogi.Stats.V1.ChangeKind;
using Wire = Ogi.Stats.V1;

namespace StatsService.Changes;

/// <summary>
/// The changes that events bring to what a filter holds: of each event its own, and what it takes along. What was held
/// before an event and is not after it has LEFT; what was there, and is held only after it, has ENTERED.
/// </summary>
internal sealed class FeedChanges(ReportQuery reports, CountryReader countries, EventStreams streams)
{
    /// <summary>Always the same changes of an event in the same order: a feed may be interrupted among them.</summary>
    public async ValueTask<IReadOnlyList<FeedChange>> Of(
        FeedEvent e, FeedFilter filter, FeedStates states, CancellationToken ct) =>
        e.Report is { } name ? OfReport(e, name, filter, states)
        : FeedStates.IsOrgan(e.Stream) ? await OfOrgan(e, filter, states, ct).ToListAsync(ct)
        : FeedStates.IsDivision(e.Stream) ? await OfDivision(e, filter, states, ct).ToListAsync(ct)
        : [new(Kind.RulesChanged, e)];

    private static IReadOnlyList<FeedChange> OfReport(
        FeedEvent e, ReportName name, FeedFilter filter, FeedStates states)
    {
        if (!filter.HoldsYear(name.Year) || !HoldsOrgan(Organ.Prefix + name.Organ, e.Number, filter, states))
        {
            return [];
        }

        var timeline = states.ReportOf(e.Stream);
        var (before, after) = (timeline.Before(e.Number), timeline.At(e.Number)!);
        var kind = KindOf(
            ReportEvents.Kind(e.Data), filter, isNew: before is null, before is not null && filter.HoldsForms(before),
            filter.HoldsForms(after));
        if (kind is not { } what)
        {
            return [];
        }

        after.Hash = e.Hash; // folding does not tell it, and it is known
        return [new(what, e) { Report = new(e.Stream, e.Logged.Version, e.Number, before, after) }];
    }

    private async IAsyncEnumerable<FeedChange> OfOrgan(
        FeedEvent e, FeedFilter filter, FeedStates states, [EnumeratorCancellation] CancellationToken ct)
    {
        var (before, after) = (states.OrganOf(e.Stream).Before(e.Number), states.OrganOf(e.Stream).At(e.Number)!);
        var (was, isNow) = (
            HoldsOrgan(e.Stream, e.Number - 1, filter, states), HoldsOrgan(e.Stream, e.Number, filter, states));
        if (KindOf(OfRegistry(e), filter, before is null, was, isNow) is { } kind)
        {
            yield return new(kind, e) { Organ = after };
        }

        if (was != isNow && before is not null)
        {
            await foreach (var report in Reports(after.Code, e, isNow, filter, ct))
            {
                yield return report;
            }
        }
    }

    private async IAsyncEnumerable<FeedChange> OfDivision(
        FeedEvent e, FeedFilter filter, FeedStates states, [EnumeratorCancellation] CancellationToken ct)
    {
        var timeline = states.DivisionOf(e.Stream);
        var (before, after) = (timeline.Before(e.Number), timeline.At(e.Number)!);
        var (was, isNow) = (before is not null && filter.HoldsPath(before.Path), filter.HoldsPath(after.Path));
        if (KindOf(OfRegistry(e), filter, before is null, was, isNow) is { } kind)
        {
            yield return new(kind, e) { Division = after };
        }

        if (was == isNow || before is null)
        {
            yield break;
        }

        // What lies below it has events of its own.
        var country = await countries.At(e.Number, ct);
        var organs = country.Organs(after.Code).Select(organ => Organ.Prefix + organ.Code).ToList();
        var events = await streams.Events(organs, e.Number, ct);
        foreach (var organ in organs.Select(organ => EventStreams.Fold<Organ>(organ, events[organ])!))
        {
            yield return new(Moved(isNow), e) { Organ = organ };
            await foreach (var report in Reports(organ.Code, e, isNow, filter, ct))
            {
                yield return report;
            }
        }
    }

    /// <summary>All reports of an organ that came, or went, with it.</summary>
    private async IAsyncEnumerable<FeedChange> Reports(
        string organ, FeedEvent e, bool isNow, FeedFilter filter, [EnumeratorCancellation] CancellationToken ct)
    {
        var selection = new ReportSelection(
            [organ], [], Math.Max(filter.FirstYear, ReportName.FirstYear),
            filter.LastYear == 0 ? ReportName.LastYear : filter.LastYear, Scope.Unspecified, Form: "",
            isNow ? [] : ReportSelection.AnyState, FindingStrength.Unspecified);
        foreach (var (report, number) in await reports.Read(selection, e.Number, after: "", int.MaxValue, ct))
        {
            if (filter.HoldsForms(report.Stored))
            {
                yield return new(Moved(isNow), e)
                {
                    Report = new(report.Id, report.Version, number, Before: null, report.Stored),
                };
            }
        }
    }

    /// <summary>Where organs lie is known only where the filter asks for it.</summary>
    private static bool HoldsOrgan(string organ, long number, FeedFilter filter, FeedStates states) =>
        filter.Divisions.Count == 0 || filter.HoldsPath(states.PathOfOrgan(organ, number));

    private static Kind Moved(bool isNow) => isNow ? Kind.Entered : Kind.Left;

    /// <summary>What the feed says; null: nothing.</summary>
    private static Kind? KindOf(Kind kind, FeedFilter filter, bool isNew, bool was, bool isNow) => (was, isNow) switch
    {
        (false, false) => null,
        (true, false) => Kind.Left,
        (false, true) when !isNew => Kind.Entered,
        _ => filter.HoldsKind(kind) ? kind : null,
    };

    private static Kind OfRegistry(FeedEvent e) => e.Data switch
    {
        DivisionRecorded => Kind.DivisionRecorded,
        DivisionsChanged => Kind.DivisionsChanged,
        OrganRecorded => Kind.OrganRecorded,
        OrgansSucceeded => Kind.OrgansSucceeded,
        OrganExempted => Kind.OrganExempted,
        _ => throw new InvalidOperationException($"{e.Data.Descriptor.Name} is no event of the registry."),
    };
}

/// <summary>A change, of one resource.</summary>
internal sealed record FeedChange(Wire.ChangeKind Kind, FeedEvent Event)
{
    public ChangedReport? Report { get; init; }

    /// <summary>As the event left it.</summary>
    public Organ? Organ { get; init; }

    /// <summary>As the event left it.</summary>
    public Division? Division { get; init; }
}

/// <summary>A report that changed.</summary>
/// <param name="Version">The number of its revision after it.</param>
/// <param name="Number">That of its revision's event in the log.</param>
/// <param name="Before">Null: it was not there, or did not change itself.</param>
internal sealed record ChangedReport(
    string Name, long Version, long Number, StoredReport? Before, StoredReport After)
{
    public ReportAt At { get; } = new(AnnualReport.Of(Name, Version, After), Number);
}
