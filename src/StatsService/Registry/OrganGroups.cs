using Marten;
using Npgsql;
using StatsService.Log;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>Reads what a group of items refers to, and stores what they change in one transaction.</summary>
internal sealed class OrganGroups(
    IDocumentStore store, NpgsqlDataSource database, OrganDirectory directory, OrganCodes codes)
{
    public async Task<OrganGroup> Read(IReadOnlyList<Wire.Organ> items, OrganChanges changes, CancellationToken ct) =>
        new(directory, await OrganGroupReads.Of(items, store, database, codes, ct), changes);

    public async Task Store(OrganChanges changes, CancellationToken ct)
    {
        if (changes.Changes.Count == 0)
        {
            return;
        }

        await using var session = store.LightweightSession();
        StreamAppends.Append(session, changes.Changes);
        OrganCodes.Take(session, changes.Codes);
        await session.SaveChangesAsync(ct);
    }
}
