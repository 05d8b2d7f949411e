using Google.Protobuf;
using JasperFx.Events;
using Marten;
using Ogi.Stats.Store.V1;

namespace StatsService.Log;

/// <summary>An event that is decided and not yet stored.</summary>
/// <param name="Version">Its place in its stream, from 1.</param>
/// <param name="State">The state that it leaves.</param>
internal sealed record PendingEvent(string Stream, long Version, IMessage Event, EventMeta Meta, object State);

/// <summary>Appends many events, several to a stream too, in one transaction.</summary>
internal static class StreamAppends
{
    /// <returns>The events, which bear their numbers once the session is saved.</returns>
    public static IReadOnlyList<IEvent> Append(IDocumentSession session, IEnumerable<PendingEvent> pending)
    {
        var appended = new List<IEvent>();

        // Always in this order, so that no two writers block each other.
        foreach (var stream in pending.GroupBy(e => e.Stream, StringComparer.Ordinal)
            .OrderBy(stream => stream.Key, StringComparer.Ordinal))
        {
            var events = stream.Select(decided =>
            {
                var e = session.Events.BuildEvent(decided.Event);
                e.Timestamp = EventChain.Time(decided.Meta);
                e.Keep(decided.State);
                return e;
            }).ToArray<object>();
            appended.AddRange(events.Cast<IEvent>());
            if (stream.First().Version == 1)
            {
                session.Events.StartStream(stream.Key, events);
            }
            else
            {
                session.Events.Append(stream.Key, stream.Last().Version, events);
            }
        }

        return appended;
    }
}
