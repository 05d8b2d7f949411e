using Npgsql;
using StatsService.Callers;

namespace StatsService.RollUp;

/// <summary>Which nodes of a generation are stored.</summary>
internal static class NodeKeys
{
    /// <summary>The years for which there are nodes.</summary>
    public static async Task<HashSet<int>> Years(NpgsqlConnection connection, int generation, CancellationToken ct)
    {
        // Above a node that is stored all are: the nation's tell the years.
        await using var command = connection.CreateCommand();
        command.CommandText = "select distinct year from ogi.roll_up_node where generation = $1 and division = $2";
        command.Parameters.AddValue(generation);
        command.Parameters.AddValue(Caller.Nation);
        var years = new HashSet<int>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            years.Add(rows.GetInt16(0));
        }

        return years;
    }

    /// <summary>The nodes that are stored of a year.</summary>
    public static async Task<IReadOnlyList<NodeKey>> OfYear(
        NpgsqlConnection connection, int generation, int year, ReportSet set, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            select division, year, report_set from ogi.roll_up_node
            where generation = $1 and year = $2 and report_set = $3
            """;
        command.Parameters.AddValue(generation);
        command.Parameters.AddValue((short)year);
        command.Parameters.AddValue((short)set);
        return await Read(command, ct);
    }

    /// <summary>The nodes that two generations do not store with the same bytes.</summary>
    public static async Task<IReadOnlyList<NodeKey>> OfOtherData(
        NpgsqlConnection connection, int one, int other, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            select division, year, report_set
            from (select * from ogi.roll_up_node where generation = $1) a
            full join (select * from ogi.roll_up_node where generation = $2) b using (division, year, report_set)
            where a.data is distinct from b.data
            order by year, division, report_set
            """;
        command.Parameters.AddValue(one);
        command.Parameters.AddValue(other);
        return await Read(command, ct);
    }

    private static async Task<IReadOnlyList<NodeKey>> Read(NpgsqlCommand command, CancellationToken ct)
    {
        var keys = new List<NodeKey>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            keys.Add(rows.ReadKey());
        }

        return keys;
    }
}
