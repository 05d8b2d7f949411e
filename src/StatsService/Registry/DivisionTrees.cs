using Marten;
using Npgsql;

namespace StatsService.Registry;

/// <summary>Reads the tree of divisions, all at once, again only after a change.</summary>
internal sealed class DivisionTrees(IDocumentStore store, NpgsqlDataSource database)
{
    private volatile Cached? _cached;

    /// <summary>The tree as it stands now.</summary>
    public async Task<DivisionTree> Read(CancellationToken ct)
    {
        // Every event adds one to the version of its division and nothing ever takes one away.
        await using var command = database.CreateCommand(
            "select coalesce(sum((data ->> 'version')::bigint), 0)::bigint from ogi.mt_doc_division");
        var events = (long)(await command.ExecuteScalarAsync(ct))!;
        if (_cached is { } cached && cached.Events == events)
        {
            return cached.Tree;
        }

        await using var session = store.QuerySession();
        var divisions = await session.Query<Division>().ToListAsync(ct);
        var tree = new DivisionTree(divisions);
        _cached = new(divisions.Sum(division => division.Version), tree);
        return tree;
    }

    private sealed record Cached(long Events, DivisionTree Tree);
}
