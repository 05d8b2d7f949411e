using System.Runtime.CompilerServices;
using Npgsql;

namespace StatsService.RollUp;

/// <summary>Reads and writes what organs give, of one generation.</summary>
internal static class ShareStore
{
    private const string Columns = "s.organ, s.division, s.year, s.report_set, s.data";

    /// <summary>What some organs give for some years.</summary>
    public static async Task<List<PlacedShare>> Read(
        NpgsqlConnection connection, int generation, IReadOnlyCollection<(string Organ, int Year)> keys,
        CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            select {Columns} from unnest($2, $3) k (organ, year)
            join ogi.roll_up_share s on s.generation = $1 and s.organ = k.organ and s.year = k.year
            """;
        command.Parameters.AddValue(generation);
        command.Parameters.AddValue<string[]>([.. keys.Select(key => key.Organ)]);
        command.Parameters.AddValue<short[]>([.. keys.Select(key => (short)key.Year)]);
        return await Read(command, ct);
    }

    /// <summary>What some organs give, for all years.</summary>
    public static async Task<List<PlacedShare>> Read(
        NpgsqlConnection connection, int generation, IReadOnlyCollection<string> organs, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            $"select {Columns} from ogi.roll_up_share s where s.generation = $1 and s.organ = any($2)";
        command.Parameters.AddValue(generation);
        command.Parameters.AddValue<string[]>([.. organs]);
        return await Read(command, ct);
    }

    /// <summary>What the organs of some divisions give for a year.</summary>
    public static async Task<List<PlacedShare>> Read(
        NpgsqlConnection connection, int generation, int year, ReportSet set, IReadOnlyCollection<string> divisions,
        CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"""
            select {Columns} from unnest($4) k (division)
            cross join lateral (
                select * from ogi.roll_up_share
                where generation = $1 and year = $2 and report_set = $3 and division = k.division
                offset 0) s -- division by division through the key, whatever the planner knows of the table
            """;
        AddYear(command, generation, year, set, divisions);
        return await Read(command, ct);
    }

    /// <summary>
    /// The same one by one, each with the number of the log at which all of them stand: in one statement, so that both
    /// belong together. Where none gives anything, the number alone.
    /// </summary>
    public static async IAsyncEnumerable<(long Number, PlacedShare? Share)> ReadStanding(
        NpgsqlConnection connection, int generation, int year, ReportSet set, IReadOnlyCollection<string> divisions,
        [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            select g.number, s.organ, s.division, s.data
            from ogi.roll_up_generation g
            left join ogi.roll_up_share s
              on s.generation = $1 and s.year = $2 and s.report_set = $3 and s.division = any($4)
            where g.generation = $1
            """;
        AddYear(command, generation, year, set, divisions);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            yield return (rows.GetInt64(0), await rows.IsDBNullAsync(1, ct)
                ? null
                : new(rows.GetString(1), new(rows.GetString(2), year, set), rows.GetFieldValue<byte[]>(3)));
        }
    }

    /// <summary>Those that are given no more go, the others come or replace what they gave.</summary>
    public static async Task Write(
        NpgsqlConnection connection, int generation, IReadOnlyCollection<PlacedShare> gone,
        IReadOnlyCollection<PlacedShare> given, CancellationToken ct)
    {
        await using var batch = connection.CreateBatch();
        var delete = batch.CreateBatchCommand();
        delete.CommandText = """
            delete from ogi.roll_up_share s using unnest($2, $3, $4) k (organ, year, report_set)
            where s.generation = $1 and s.organ = k.organ and s.year = k.year and s.report_set = k.report_set
            """;
        delete.Parameters.AddValue(generation);
        AddKeys(delete, gone);
        batch.BatchCommands.Add(delete);
        var insert = batch.CreateBatchCommand();
        insert.CommandText = """
            insert into ogi.roll_up_share (generation, organ, year, report_set, division, data)
            select $1, k.* from unnest($2, $3, $4, $5, $6) k (organ, year, report_set, division, data)
            on conflict (generation, organ, year, report_set)
            do update set division = excluded.division, data = excluded.data
            """;
        insert.Parameters.AddValue(generation);
        AddKeys(insert, given);
        insert.Parameters.AddValue<string[]>([.. given.Select(share => share.Node.Division)]);
        insert.Parameters.AddValue<byte[][]>([.. given.Select(share => share.Data)]);
        batch.BatchCommands.Add(insert);
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static void AddYear(
        NpgsqlCommand command, int generation, int year, ReportSet set, IReadOnlyCollection<string> divisions)
    {
        command.Parameters.AddValue(generation);
        command.Parameters.AddValue((short)year);
        command.Parameters.AddValue((short)set);
        command.Parameters.AddValue<string[]>([.. divisions]);
    }

    private static void AddKeys(NpgsqlBatchCommand command, IReadOnlyCollection<PlacedShare> shares)
    {
        command.Parameters.AddValue<string[]>([.. shares.Select(share => share.Organ)]);
        command.Parameters.AddValue<short[]>([.. shares.Select(share => (short)share.Node.Year)]);
        command.Parameters.AddValue<short[]>([.. shares.Select(share => (short)share.Node.Set)]);
    }

    private static async Task<List<PlacedShare>> Read(NpgsqlCommand command, CancellationToken ct)
    {
        var shares = new List<PlacedShare>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var node = new NodeKey(rows.GetString(1), rows.GetInt16(2), (ReportSet)rows.GetInt16(3));
            shares.Add(new(rows.GetString(0), node, rows.GetFieldValue<byte[]>(4)));
        }

        return shares;
    }
}
