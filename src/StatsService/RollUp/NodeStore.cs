using System.Collections.Concurrent;
using Npgsql;
using StatsService.Forms;

namespace StatsService.RollUp;

/// <summary>Reads and writes the nodes of one generation: as they stand, and as they stood.</summary>
internal static class NodeStore
{
    /// <summary>A node is recorded whole once in so many changes: no more are added up to see the past.</summary>
    private const int ChangesBetween = 16;

    /// <summary>The nodes as they stand; those that are not there yet are left out.</summary>
    public static async Task<Dictionary<NodeKey, StoredNode>> Read(
        NpgsqlConnection connection, int generation, IReadOnlyCollection<NodeKey> keys, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            select n.division, n.year, n.report_set, n.number, n.changes, n.data
            from unnest($2, $3, $4) k (division, year, report_set)
            join ogi.roll_up_node n on n.generation = $1 and n.division = k.division and n.year = k.year
              and n.report_set = k.report_set
            """;
        command.Parameters.AddValue(generation);
        command.Parameters.AddKeys(keys);
        var nodes = new Dictionary<NodeKey, StoredNode>(keys.Count);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            nodes[rows.ReadKey()] = new(rows.GetInt64(3), rows.GetInt32(4), rows.GetFieldValue<byte[]>(5));
        }

        return nodes;
    }

    /// <summary>
    /// The first pages of the same by the places of their keys, with the last end of a batch at or before a number, in
    /// one statement.
    /// </summary>
    public static async Task<(long End, StoredNode?[] Nodes)> Read(
        NpgsqlConnection connection, int generation, long number, IReadOnlyCollection<NodeKey> keys, int pages,
        CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            select b.number, n.place, n.number, n.changes,
              case $6 when 1 then substr(n.data, 1, n.page1) when 2 then substr(n.data, 1, n.page2) else n.data end
            from (select coalesce(max(number), 0) as number from ogi.roll_up_batch
                where generation = $1 and number <= $5) b
            left join (
                select k.place, n.* from unnest($2, $3, $4) with ordinality k (division, year, report_set, place)
                join ogi.roll_up_node n on n.generation = $1 and n.division = k.division and n.year = k.year
                  and n.report_set = k.report_set) n on true
            """;
        command.Parameters.AddValue(generation);
        command.Parameters.AddKeys(keys);
        command.Parameters.AddValue(number);
        command.Parameters.AddValue(pages);
        var (end, nodes) = (0L, new StoredNode?[keys.Count]);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            end = rows.GetInt64(0);
            if (!rows.IsDBNull(1))
            {
                nodes[rows.GetInt64(1) - 1] = new(rows.GetInt64(2), rows.GetInt32(3), rows.GetFieldValue<byte[]>(4));
            }
        }

        return (end, nodes);
    }

    /// <summary>The nodes as they stood at the end of a batch; those that were not there yet are left out.</summary>
    public static async Task<Dictionary<NodeKey, StoredNode>> ReadAt(
        NpgsqlConnection connection, int generation, IReadOnlyCollection<NodeKey> keys, long number,
        FormCatalog catalog, CancellationToken ct)
    {
        var now = await Read(connection, generation, keys, ct);
        var stood = now.Where(node => node.Value.Number <= number).ToDictionary();
        var moved = now.Keys.Except(stood.Keys).ToList();
        if (moved.Count == 0)
        {
            return stood;
        }

        await using var command = connection.CreateCommand();
        command.CommandText = """
            select c.division, c.year, c.report_set, c.number, c.data
            from unnest($2, $3, $4) k (division, year, report_set)
            cross join lateral (
                select number from ogi.roll_up_change
                where generation = $1 and division = k.division and year = k.year and report_set = k.report_set
                  and number <= $5 and whole
                order by number desc limit 1) w
            cross join lateral (
                select * from ogi.roll_up_change c
                where c.generation = $1 and c.division = k.division and c.year = k.year
                  and c.report_set = k.report_set and c.number >= w.number and c.number <= $5
                offset 0) c -- node by node through the key, whatever the planner knows of the table
            """;
        command.Parameters.AddValue(generation);
        command.Parameters.AddKeys(moved);
        command.Parameters.AddValue(number);
        var sums = new Dictionary<NodeKey, (long Number, Node Node)>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var key = rows.ReadKey();
            var sum = sums.GetValueOrDefault(key, (0, new(catalog)));
            NodeCodec.AddNode(rows.GetFieldValue<byte[]>(4), sum.Node);
            sums[key] = (Math.Max(sum.Number, rows.GetInt64(3)), sum.Node);
        }

        foreach (var (key, (at, node)) in sums)
        {
            stood[key] = new(at, 0, NodeCodec.Write(node));
        }

        return stood;
    }

    /// <summary>
    /// Writes nodes and what changed in them. Each is made ready while the next is carried up, and no more are waiting.
    /// </summary>
    /// <param name="changes">Of no use afterwards.</param>
    public static async Task Write(
        NpgsqlConnection connection, int generation, IEnumerable<NodeChange> changes,
        IReadOnlyDictionary<NodeKey, StoredNode> before, long number, CancellationToken ct)
    {
        var rows = Partitioner.Create(changes, EnumerablePartitionerOptions.NoBuffering).AsParallel()
            .Select(change => Row(change, before.GetValueOrDefault(change.Key))).ToList();
        await using var batch = connection.CreateBatch();
        var nodes = batch.CreateBatchCommand();
        nodes.CommandText = """
            insert into ogi.roll_up_node (generation, division, year, report_set, number, changes, page1, page2, data)
            select $1, k.division, k.year, k.report_set, $5, k.changes, k.page1, k.page2, k.data
            from unnest($2, $3, $4, $6, $7, $8, $9) k (division, year, report_set, changes, page1, page2, data)
            on conflict (generation, division, year, report_set)
            do update set number = excluded.number, changes = excluded.changes, page1 = excluded.page1,
              page2 = excluded.page2, data = excluded.data
            """;
        nodes.Parameters.AddValue(generation);
        nodes.Parameters.AddKeys([.. rows.Select(row => row.Key)]);
        nodes.Parameters.AddValue(number);
        nodes.Parameters.AddValue<int[]>([.. rows.Select(row => row.Changes)]);
        nodes.Parameters.AddValue<int[]>([.. rows.Select(row => NodeCodec.Length(row.Data, 1))]);
        nodes.Parameters.AddValue<int[]>([.. rows.Select(row => NodeCodec.Length(row.Data, 2))]);
        nodes.Parameters.AddValue<byte[][]>([.. rows.Select(row => row.Data)]);
        batch.BatchCommands.Add(nodes);
        var history = batch.CreateBatchCommand();
        history.CommandText = """
            insert into ogi.roll_up_change (generation, division, year, report_set, number, whole, data)
            select $1, k.division, k.year, k.report_set, $5, k.whole, k.data
            from unnest($2, $3, $4, $6, $7) k (division, year, report_set, whole, data)
            """;
        history.Parameters.AddValue(generation);
        history.Parameters.AddKeys([.. rows.Select(row => row.Key)]);
        history.Parameters.AddValue(number);
        history.Parameters.AddValue<bool[]>([.. rows.Select(row => row.Changes == 0)]);
        history.Parameters.AddValue<byte[][]>([.. rows.Select(row => row.Change)]);
        batch.BatchCommands.Add(history);
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static (NodeKey Key, int Changes, byte[] Data, byte[] Change) Row(NodeChange change, StoredNode? before)
    {
        var changes = before is null ? 0 : (before.Changes + 1) % ChangesBetween;
        var data = NodeCodec.Write(change.Now);
        var difference = changes == 0 ? data : NodeCodec.Write(change.Change);
        change.Now.Sums.Clear();
        change.Change.Sums.Clear();
        return (change.Key, changes, data, difference);
    }
}
