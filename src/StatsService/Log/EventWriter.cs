using Google.Protobuf;
using JasperFx.Events;
using Marten;
using Ogi.Stats.Store.V1;

namespace StatsService.Log;

/// <summary>What every write comes with.</summary>
/// <param name="Meta">Who, for whom, why.</param>
/// <param name="Request">The request's id, where it has one.</param>
public sealed record WriteOrder(EventMeta Meta, RequestKey? Request);

/// <summary>What is to be stored.</summary>
/// <param name="Events">For each stream its event, or null where nothing is to be stored.</param>
/// <param name="Beside">What else goes into the same transaction, where anything is stored.</param>
public sealed record StreamDecision(IReadOnlyList<IMessage?> Events, Action<IDocumentSession>? Beside = null);

/// <summary>What a write left in one stream.</summary>
/// <param name="State">The state as of this write; of a retry, as of the first time.</param>
/// <param name="Event">The event that it stored, or null where nothing was to be stored.</param>
/// <param name="Number">The number in the log of the newest event that the state includes.</param>
/// <param name="Retried">Whether it answers a request that was carried out before.</param>
public sealed record Written<T>(T State, IMessage? Event, long Number, bool Retried = false);

/// <summary>
/// The one way to change streams: fetch their states, let the use case decide on events, append them. One transaction
/// holds the events, the snapshots, the receipt and what the use case puts beside them.
/// </summary>
public sealed class EventWriter(IDocumentStore store, Receipts receipts, EventStreams streams, TimeProvider clock)
{
    /// <param name="names">The streams concerned; states, events and answers stand in their order.</param>
    /// <param name="decide">The states (null: none) in, the events out; asked again when another was faster.</param>
    public Task<IReadOnlyList<Written<T>>> Write<T>(
        IReadOnlyList<string> names, WriteOrder order, Func<IReadOnlyList<T?>, Task<StreamDecision>> decide,
        CancellationToken ct)
        where T : class, IStreamState<T> =>
        WriteRetry.Run(async () => order.Request is { } key && await receipts.Find(key, ct) is { } receipt
            ? await Replay<T>(receipt, names, ct)
            : await Append(names, order, decide, ct));

    private async Task<IReadOnlyList<Written<T>>> Append<T>(
        IReadOnlyList<string> names, WriteOrder order, Func<IReadOnlyList<T?>, Task<StreamDecision>> decide,
        CancellationToken ct)
        where T : class, IStreamState<T>
    {
        await using var session = store.LightweightSession();
        var fetched = new SortedDictionary<string, IEventStream<T>>(StringComparer.Ordinal);
        // always in this order, so that no two writers block each other
        foreach (var name in names.Order(StringComparer.Ordinal))
        {
            fetched.Add(name, await session.Events.FetchForWriting<T>(name, ct));
        }

        var decision = await decide([.. names.Select(name => fetched[name].Aggregate)]);
        var events = names.Zip(decision.Events)
            .ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        foreach (var (name, stream) in fetched)
        {
            if (events[name] is { } decided)
            {
                stream.AppendOne(Stamped(session, decided, order.Meta, stream.Aggregate?.LastHash));
            }
        }

        if (events.Values.Any(e => e is not null))
        {
            decision.Beside?.Invoke(session);
        }

        if (order.Request is { } key)
        {
            Receipts.Write(session, key, await ReceiptOf(fetched, events, ct));
        }

        await session.SaveChangesAsync(ct);
        var written = new List<Written<T>>();
        foreach (var name in names)
        {
            var stream = fetched[name];
            written.Add(events[name] is { } e
                ? new((await session.Events.FetchLatest<T>(name, ct))!, e, stream.Events[^1].Sequence)
                : new(stream.Aggregate!, Event: null, await streams.NumberOf(name, stream.Aggregate!.Version, ct)));
        }

        return written;
    }

    private IEvent Stamped(IDocumentSession session, IMessage decided, EventMeta order, ByteString? previousHash)
    {
        var meta = order.Clone();
        decided.SetMeta(meta);
        return EventMetas.Stamp(session.Events.BuildEvent(decided), meta, previousHash ?? ByteString.Empty, clock);
    }

    /// <summary>
    /// A receipt names the stream whose event is the newest of this write: all others stand as of that number.
    /// </summary>
    private async Task<Receipt> ReceiptOf<T>(
        SortedDictionary<string, IEventStream<T>> fetched, Dictionary<string, IMessage?> events, CancellationToken ct)
        where T : class, IStreamState<T>
    {
        if (fetched.Keys.LastOrDefault(name => events[name] is not null) is { } last)
        {
            return new(last, fetched[last].StartingVersion.GetValueOrDefault() + 1, Changed: true);
        }

        var newest = (Number: -1L, Receipt: (Receipt?)null);
        foreach (var (name, stream) in fetched)
        {
            var version = stream.Aggregate!.Version;
            var number = await streams.NumberOf(name, version, ct);
            newest = number > newest.Number ? (number, new(name, version, Changed: false)) : newest;
        }

        return newest.Receipt!;
    }

    private async Task<IReadOnlyList<Written<T>>> Replay<T>(
        Receipt receipt, IReadOnlyList<string> names, CancellationToken ct)
        where T : class, IStreamState<T>
    {
        var number = await streams.NumberOf(receipt.Stream, receipt.Version, ct);
        var written = new List<Written<T>>();
        foreach (var name in names.Count == 1 ? [receipt.Stream] : names) // of one, its id may have been made by us
        {
            var upTo = (await streams.Events(name, ct)).TakeWhile(e => e.Number <= number).ToList();
            var state = EventStreams.Fold<T>(name, upTo)!;
            written.Add(new(state, receipt.Changed ? upTo[^1].Data : null, upTo[^1].Number, Retried: true));
        }

        return written;
    }
}
