using Marten;
using Npgsql;
using StatsService.Log;

namespace StatsService.Registry;

/// <summary>Folds anew the snapshots of an earlier release, which lack what this one looks up in them.</summary>
internal sealed class OutdatedSnapshots(IDocumentStore store, NpgsqlDataSource database, EventStreams streams)
{
    private const int AtATime = 500;

    public async Task Renew(CancellationToken ct)
    {
        await Renew<Division>("select id from ogi.mt_doc_division where data -> 'body' is null", ct);
        await Renew<Organ>("select id from ogi.mt_doc_organ where data -> 'bearers' is null", ct);
    }

    private async Task Renew<T>(string outdated, CancellationToken ct)
        where T : class, IStreamState<T>
    {
        await using var command = database.CreateCommand(outdated);
        foreach (var ids in (await command.ReadIds(ct)).Chunk(AtATime))
        {
            var events = await streams.Events(ids, long.MaxValue, ct);
            await using var session = store.LightweightSession();
            session.Store(ids.Select(id => EventStreams.Fold<T>(id, events[id])!));
            await session.SaveChangesAsync(ct);
        }
    }
}
