using StatsService.Callers;
using StatsService.Encoded;
using StatsService.Failures;
using StatsService.Log;
using StatsService.Reports;
using Wire = Ogi.Stats.V1;

namespace StatsService.Changes;

/// <summary>What a feed is asked for.</summary>
/// <param name="IsFull">With figures and resources.</param>
internal sealed record FeedRequest(FeedFilter Filter, bool IsFull, Caller Caller);

/// <summary>Some changes in a row.</summary>
/// <param name="Changes">As they go out.</param>
/// <param name="Place">Up to here.</param>
/// <param name="HasMore">There is more in the settled log.</param>
/// <param name="Settled">The number up to which it was settled.</param>
internal sealed record FeedPage(EncodedPage Changes, FeedPlace Place, bool HasMore, long Settled);

/// <summary>Reads changes from the settled log, page after page. Its cost grows with the events on the way.</summary>
internal sealed class Feed(
    FeedEvents events, FeedChanges changes, EventStreams streams, LogReader log, HighWater highWater,
    HeldPositions positions, HistoryWatch watch, Visibilities visibilities)
{
    /// <summary>Events that are read at once: for a small page less.</summary>
    private const int AtOnce = 1000;
    private const int AtLeast = 100;

    /// <summary>Events that one page looks at, where the filter lets few through.</summary>
    private const int Most = 20_000;

    /// <summary>
    /// Bytes of a change with figures, of late. A page is full of them long before its size is reached, and what is
    /// read beyond it is read again.
    /// </summary>
    private volatile int _fullBytes = 60_000;

    /// <param name="place">As a client sent it, or the last page told it.</param>
    /// <param name="size">At most so many changes.</param>
    /// <exception cref="Refusal">This log does not hold the place.</exception>
    public async Task<FeedPage> Read(FeedRequest request, FeedPlace place, int size, CancellationToken ct)
    {
        for (var isNow = false; ; isNow = true)
        {
            // In the midst of the log it is enough to know what was settled before; at its end it is read anew.
            var histories = watch.Current;
            var settled = highWater.Known(histories);
            if (isNow || settled <= place.After.Number)
            {
                (isNow, settled) = (true, await log.Reach(place.After.Number, ct));
            }

            await positions.Check(place.After, settled, ct);
            var page = await ReadOn(request, place, size, settled, histories, ct);
            var isWhole = isNow || page.HasMore || await highWater.Read(ct) == settled;
            if (isWhole && watch.Current == histories)
            {
                return page;
            }

            page.Changes.Dispose(); // Not all of it; or of two logs, where a restored one was noticed on the way.
        }
    }

    private async Task<FeedPage> ReadOn(
        FeedRequest request, FeedPlace place, int size, long settled, Histories histories, CancellationToken ct)
    {
        var presenter = new ChangePresenter(request.IsFull, histories);
        var page = new EncodedPage(Wire.ListChangesResponse.ChangesFieldNumber, size);
        var (at, seen) = (place with { Filter = request.Filter.Digest }, 0);
        while (seen < Most && page.Count < size)
        {
            var some = await events.After(at.After.Number, settled, AtOnceFor(page, size, request), ct);
            if (some.Count == 0)
            {
                return new(page, at, HasMore: false, settled);
            }

            foreach (var (e, found) in await Of(some, request, ct))
            {
                for (; at.Served < found.Count; at = at with { Served = at.Served + 1 })
                {
                    var (change, visibility) = found[at.Served];
                    if (!presenter.TryAdd(change, visibility, page))
                    {
                        _fullBytes = request.IsFull ? page.Length / page.Count : _fullBytes;
                        return new(page, at, HasMore: true, settled);
                    }
                }

                at = at with { After = Position.Of(histories, e.Number, e.Hash), Served = 0 };
            }

            seen += some.Count;
        }

        return new(page, at, at.After.Number < settled, settled);
    }

    private int AtOnceFor(EncodedPage page, int size, FeedRequest request)
    {
        if (!request.IsFull)
        {
            return Math.Clamp(size, AtLeast, AtOnce);
        }

        var likely = page.Left / _fullBytes;
        return Math.Clamp(likely + (likely / 16) + 1, 1, AtOnce); // rather some too many than to read once more for two
    }

    /// <summary>The changes of each event, and how much of them the caller sees.</summary>
    private async Task<IReadOnlyList<(FeedEvent Event, IReadOnlyList<(FeedChange, Visibility)> Found)>> Of(
        IReadOnlyList<FeedEvent> some, FeedRequest request, CancellationToken ct)
    {
        var states = await FeedStates.Read(streams, some, request.Filter.Divisions.Count > 0, ct);
        var found = new List<(FeedEvent Event, IReadOnlyList<FeedChange> Changes)>(some.Count);
        foreach (var e in some)
        {
            found.Add((e, await changes.Of(e, request.Filter, states, ct)));
        }

        var reports = found.SelectMany(each => each.Changes).Select(change => change.Report?.At).OfType<ReportAt>();
        var seen = new Queue<Visibility>(await visibilities.Of([.. reports], request.Caller, ct));
        return found.ConvertAll(each => (each.Event, (IReadOnlyList<(FeedChange, Visibility)>)
        [
            .. each.Changes.Select(change => (change, change.Report is null ? Visibility.Whole : seen.Dequeue())),
        ]));
    }
}
