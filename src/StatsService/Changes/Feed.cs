using StatsService.Callers;
using StatsService.Log;
using StatsService.Reports;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Changes;

/// <summary>What a feed is asked for.</summary>
/// <param name="IsFull">With figures and resources.</param>
/// <param name="Histories">Those under which places are checked.</param>
internal sealed record FeedRequest(FeedFilter Filter, bool IsFull, Caller Caller, Histories Histories);

/// <summary>Some changes in a row.</summary>
/// <param name="Place">Up to here.</param>
/// <param name="HasMore">There is more in the settled log.</param>
/// <param name="Settled">The number up to which it was settled.</param>
internal sealed record FeedPage(
    IReadOnlyList<Wire.Change> Changes, FeedPlace Place, bool HasMore, long Settled);

/// <summary>Reads changes from the settled log, page after page. Its cost grows with the events on the way.</summary>
internal sealed class Feed(
    FeedEvents log, FeedChanges changes, EventStreams streams, HeldPositions positions, HistoryWatch watch,
    HighWater highWater, Visibilities visibilities)
{
    /// <summary>Events that are read at once: for a small page less.</summary>
    private const int AtOnce = 1000;
    private const int AtLeast = 100;

    /// <summary>With figures a page is full long before so many: what is read beyond it is read again.</summary>
    private const int FullAtOnce = 50;

    /// <summary>Events that one page looks at, where the filter lets few through.</summary>
    private const int Most = 20_000;

    /// <param name="place">A place of this log.</param>
    /// <param name="size">At most so many changes.</param>
    public async Task<FeedPage> Read(FeedRequest request, FeedPlace place, int size, CancellationToken ct)
    {
        var page = await ReadOn(request, place, size, ct);
        await positions.DemandHeld(place.After, request.Histories, ct);
        return page;
    }

    private async Task<FeedPage> ReadOn(FeedRequest request, FeedPlace place, int size, CancellationToken ct)
    {
        var settled = await highWater.Read(ct);
        var histories = watch.Current;
        var presenter = new ChangePresenter(request.IsFull, histories);
        var page = new Page<Wire.Change>(size);
        var atOnce = request.IsFull ? FullAtOnce : Math.Clamp(size, AtLeast, AtOnce);
        var (at, seen) = (place with { Filter = request.Filter.Digest }, 0);
        while (seen < Most && page.Rows.Count < size)
        {
            var events = await log.After(at.After.Number, settled, atOnce, ct);
            if (events.Count == 0)
            {
                return new(page.Rows, at, HasMore: false, settled);
            }

            foreach (var (e, found) in await Of(events, request, ct))
            {
                for (; at.Served < found.Count; at = at with { Served = at.Served + 1 })
                {
                    var (change, visibility) = found[at.Served];
                    if (!page.TryAdd(presenter.Present(change, visibility)))
                    {
                        return new(page.Rows, at, HasMore: true, settled);
                    }
                }

                at = at with { After = Position.Of(histories, e.Number, e.Hash), Served = 0 };
            }

            seen += events.Count;
        }

        return new(page.Rows, at, at.After.Number < settled, settled);
    }

    /// <summary>The changes of each event, and how much of them the caller sees.</summary>
    private async Task<IReadOnlyList<(FeedEvent Event, IReadOnlyList<(FeedChange, Visibility)> Found)>> Of(
        IReadOnlyList<FeedEvent> events, FeedRequest request, CancellationToken ct)
    {
        var states = await FeedStates.Read(streams, events, request.Filter.Divisions.Count > 0, ct);
        var found = new List<(FeedEvent Event, List<FeedChange> Changes)>();
        foreach (var e in events)
        {
            found.Add((e, await changes.Of(e, request.Filter, states, ct).ToListAsync(ct)));
        }

        var reports = found.SelectMany(each => each.Changes).Select(change => change.Report?.At).OfType<ReportAt>();
        var seen = new Queue<Visibility>(await visibilities.Of([.. reports], request.Caller, ct));
        return
        [
            .. found.Select(each => (each.Event, (IReadOnlyList<(FeedChange, Visibility)>)
            [
                .. each.Changes.Select(change =>
                    (change, change.Report is null ? Visibility.Whole : seen.Dequeue())),
            ])),
        ];
    }
}
