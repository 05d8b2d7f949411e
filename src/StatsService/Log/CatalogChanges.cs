using Google.Protobuf;
using Marten;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Forms;

namespace StatsService.Log;

/// <summary>
/// Says in the log that a release brought other forms, rules or indicators (decision 5): once for each version of the
/// catalog, so that two releases that are started in turn, while one replaces the other, do not record each other away.
/// Which version answered stands in every answer.
/// </summary>
internal sealed class CatalogChanges(
    IDocumentStore store, EventStreams streams, FormCatalog catalog, TimeProvider clock)
{
    private const string Stream = "catalog";

    public Task<bool> Record(CancellationToken ct) => WriteRetry.Run(async () =>
    {
        var events = await streams.Events(Stream, ct);
        if (events.Any(e => e.Data is RulesChanged changed && changed.CatalogVersion == catalog.Version))
        {
            return false;
        }

        await using var session = store.LightweightSession();
        var last = events.Count == 0 ? null : events[^1];
        var data = new RulesChanged { CatalogVersion = catalog.Version };
        var meta = EventChain.MetaOf(Caller.Service, "格式、规则、指标随版本更新");
        data.SetMeta(meta);
        var previous = last is null ? ByteString.Empty : EventChain.Hash(last.Data);
        var e = EventChain.Link(session.Events.BuildEvent(data), meta, previous, clock);
        if (last is null)
        {
            session.Events.StartStream(Stream, e);
        }
        else
        {
            session.Events.Append(Stream, expectedVersion: last.Version + 1, e);
        }

        await session.SaveChangesAsync(ct);
        return true;
    }, ct);
}
