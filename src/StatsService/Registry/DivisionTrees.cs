using Marten;
using Npgsql;
using StatsService.Log;

namespace StatsService.Registry;

/// <summary>Reads the tree of divisions, all at once, again only after a change.</summary>
internal sealed class DivisionTrees(IDocumentStore store, NpgsqlDataSource database, HistoryWatch watch)
{
    /// <summary>Which events are about divisions: as the index of them says it too.</summary>
    public const string Events = "type in ('division_recorded', 'divisions_changed')";

    private volatile Cached? _cached;

    /// <summary>The tree as it stands now.</summary>
    public async Task<DivisionTree> Read(CancellationToken ct)
    {
        // They are written by one at a time (RegistrarsTurn): the newest one tells that all before it are there.
        await using var command = database.CreateCommand(
            $"select coalesce(max(seq_id), 0) from ogi.mt_events where {Events}");
        var newest = (long)(await command.ExecuteScalarAsync(ct))!;
        var histories = watch.Current;
        if (_cached is { } cached && (cached.Histories, cached.Newest) == (histories, newest))
        {
            return cached.Tree;
        }

        await using var session = store.QuerySession();
        var tree = new DivisionTree(await session.Query<Division>().ToListAsync(ct));
        _cached = new(histories, newest, tree);
        return tree;
    }

    private sealed record Cached(Histories Histories, long Newest, DivisionTree Tree);
}
