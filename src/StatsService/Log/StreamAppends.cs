using Google.Protobuf;
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
    public static void Append(IDocumentSession session, IEnumerable<PendingEvent> pending)
    {
        // Always in this order, so that no two writers block each other.
        foreach (var stream in pending.GroupBy(e => e.Stream, StringComparer.Ordinal)
            .OrderBy(stream => stream.Key, StringComparer.Ordinal))
        {
            var events = stream.Select(decided =>
            {
                var e = session.Events.BuildEvent(decided.Event);
                e.Timestamp = EventChain.Time(decided.Meta);
                e.Keep(decided.State);
                return (object)e;
            }).ToArray();
            if (stream.First().Version == 1)
            {
                session.Events.StartStream(stream.Key, events);
            }
            else
            {
                session.Events.Append(stream.Key, stream.Last().Version, events);
            }
        }
    }
}
