using Google.Protobuf;
using JasperFx.Events;
using Marten;
using Ogi.Stats.Store.V1;
using StatsService.Requests;

namespace StatsService.Log;

/// <summary>What a request comes down to, once it is understood.</summary>
/// <param name="Streams">The streams concerned; states, events and answers stand in their order.</param>
/// <param name="Meta">Who, for whom, why.</param>
/// <param name="Decide">The states (null: none) in, the events out.</param>
internal sealed record WritePlan<T>(
    IReadOnlyList<string> Streams, EventMeta Meta, Func<IReadOnlyList<T?>, Task<StreamDecision>> Decide)
    where T : class, IStreamState<T>;

/// <summary>What is to be stored.</summary>
/// <param name="Events">For each stream its event, or null where nothing is to be stored.</param>
/// <param name="Beside">What else goes into the same transaction, where anything is stored.</param>
internal sealed record StreamDecision(IReadOnlyList<IMessage?> Events, Action<IDocumentSession>? Beside = null);

/// <summary>What a write left in one stream.</summary>
/// <param name="Before">The state before this write; null where there was none.</param>
/// <param name="State">The state as of this write; of a retry, as of the first time.</param>
/// <param name="Event">The event that it stored, or null where nothing was to be stored.</param>
/// <param name="Number">The number in the log of the newest event that the state includes.</param>
/// <param name="Retried">Whether it answers a request that was carried out before.</param>
internal sealed record Written<T>(T? Before, T State, IMessage? Event, long Number, bool Retried = false);

/// <summary>
/// Carries out requests that change reports or organs: fetch their states, let the use case decide on events, append
/// them. One transaction holds the events, the snapshots, the receipt and what the use case puts beside them. (What the
/// service records by itself at a start, <c>RegistrySeed</c> and <see cref="CatalogChanges"/> append.)
/// </summary>
internal sealed class EventWriter(IDocumentStore store, Receipts receipts, EventStreams streams, TimeProvider clock)
{
    /// <param name="request">
    /// Null: it has no id. A request that was carried out before is answered from its receipt, before anything of it is
    /// looked up: forms and registry may have moved on.
    /// </param>
    /// <param name="plan">Understands the request; asked again when another writer was faster.</param>
    public Task<IReadOnlyList<Written<T>>> Write<T>(
        RequestKey? request, Func<Task<WritePlan<T>>> plan, CancellationToken ct)
        where T : class, IStreamState<T> =>
        WriteRetry.Run(
            async () => request is not null && await receipts.Find(request, ct) is { } receipt
                ? await streams.Replay<T>(receipt, ct)
                : await Append(request, await plan(), ct),
            ct);

    private async Task<IReadOnlyList<Written<T>>> Append<T>(
        RequestKey? request, WritePlan<T> plan, CancellationToken ct)
        where T : class, IStreamState<T>
    {
        await using var session = store.LightweightSession();
        var fetched = new SortedDictionary<string, IEventStream<T>>(StringComparer.Ordinal);

        // Always in this order, so that no two writers block each other.
        foreach (var name in plan.Streams.Order(StringComparer.Ordinal))
        {
            fetched.Add(name, await session.Events.FetchForWriting<T>(name, ct));
        }

        var decision = await plan.Decide([.. plan.Streams.Select(name => fetched[name].Aggregate)]);
        var events = plan.Streams.Zip(decision.Events)
            .ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        var states = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (name, stream) in fetched)
        {
            if (events[name] is { } decided)
            {
                var e = Stamped(session, decided, plan.Meta, request, stream.Aggregate?.LastHash);

                // Folded here and not read again afterwards: a later write may have followed then.
                e.Keep(states[name] = T.Fold(stream.Aggregate, name, decided));
                stream.AppendOne(e);
            }
        }

        var changed = events.Values.Any(e => e is not null);
        if (changed)
        {
            decision.Beside?.Invoke(session);
        }

        if (request is not null)
        {
            var versions = plan.Streams.Select(
                name => fetched[name].StartingVersion.GetValueOrDefault() + (events[name] is null ? 0 : 1));
            Receipts.Write(session, request, new(request.Digest, plan.Streams, [.. versions], changed));
        }

        await session.SaveChangesAsync(ct);
        var written = new List<Written<T>>();
        foreach (var name in plan.Streams)
        {
            var stream = fetched[name];
            written.Add(events[name] is { } e
                ? new(stream.Aggregate, states[name], e, stream.Events[^1].Sequence)
                : await Unchanged(name, stream.Aggregate!, ct));
        }

        return written;
    }

    private async Task<Written<T>> Unchanged<T>(string name, T state, CancellationToken ct)
        where T : class, IStreamState<T> =>
        new(state, state, Event: null, await streams.NumberOf(name, state.Version, ct));

    private IEvent Stamped(
        IDocumentSession session, IMessage decided, EventMeta author, RequestKey? request, ByteString? previousHash)
    {
        var meta = EventChain.MetaOf(author, request);
        decided.SetMeta(meta);
        return EventChain.Link(session.Events.BuildEvent(decided), meta, previousHash ?? ByteString.Empty, clock);
    }
}
