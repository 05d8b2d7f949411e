using Npgsql;
using StatsService.Forms;

namespace StatsService.RollUp;

/// <summary>
/// Holds the nodes of a generation against what its organs give, and against those of another generation. The caller
/// sees to it that what is held against each other stands at one number.
/// </summary>
internal sealed class GenerationCheck(
    NpgsqlDataSource database, NodeReader nodes, NodeRebuild rebuild, FormCatalog catalog)
{
    /// <summary>Nodes compared at once.</summary>
    private const int AtOnce = 1000;

    /// <summary>The years for which a generation has nodes.</summary>
    public async Task<IReadOnlyList<int>> Years(int generation, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        return [.. (await NodeKeys.Years(connection, generation, ct)).Order()];
    }

    /// <summary>The nodes of a year that do not follow from what organs give: none, or the roll-up is wrong.</summary>
    public async Task<IReadOnlyList<NodeKey>> Differing(
        Generation generation, Country country, int year, CancellationToken ct)
    {
        var differing = new List<NodeKey>();
        foreach (var set in Enum.GetValues<ReportSet>())
        {
            var made = await rebuild.Year(generation.Id, country, year, set, ct);
            await using var connection = await database.OpenConnectionAsync(ct);
            var stored = await NodeKeys.OfYear(connection, generation.Id, year, set, ct);
            foreach (var keys in stored.Union(made.Keys).Chunk(AtOnce))
            {
                var found = await nodes.At(generation.Id, generation.Number, keys, ct);
                differing.AddRange(keys.Where(key => !found[key].IsSame(
                    made.TryGetValue(key, out var data)
                        ? NodeCodec.ReadNode(data, catalog)
                        : Node.Owing(catalog, country, key))));
            }
        }

        return differing;
    }

    /// <summary>The nodes that another generation has otherwise, at a number at which both stand.</summary>
    public async Task<IReadOnlyList<NodeKey>> Between(int one, int other, long number, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var differing = new List<NodeKey>();

        // A node that is not stored may say the same as one that is: what is owed there.
        foreach (var keys in (await NodeKeys.OfOtherData(connection, one, other, ct)).Chunk(AtOnce))
        {
            var (here, there) = (await nodes.At(one, number, keys, ct), await nodes.At(other, number, keys, ct));
            differing.AddRange(keys.Where(key => !here[key].IsSame(there[key])));
        }

        return differing;
    }
}
