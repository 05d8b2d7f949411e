using Npgsql;

namespace StatsService.Benchmarks;

/// <summary>Bytes on disk a report, table by table and index by index.</summary>
internal static class DiskUse
{
    /// <summary>Prints all tables and indexes but those of the registry, which does not grow with reports.</summary>
    /// <returns>Bytes a report in all.</returns>
    public static async Task<double> Print(NpgsqlDataSource database, long reports)
    {
        await using (var vacuum = database.CreateCommand("vacuum analyze"))
        {
            vacuum.CommandTimeout = 0;
            await vacuum.ExecuteNonQueryAsync();
        }

        await using var command = database.CreateCommand("""
            with measured as (
                select c.oid, c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
                where c.relkind = 'r' and n.nspname = 'ogi' and pg_table_size(c.oid) > 100000
                  and c.relname !~ 'organ|division')
            select c.relname, '', pg_table_size(c.oid)::float8
            from measured c
            union all
            select c.relname, i.indexrelid::regclass::text, pg_table_size(i.indexrelid)::float8
            from measured c join pg_index i on i.indrelid = c.oid
            order by 1, 2
            """);
        var total = 0d;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var (table, index, bytes) = (reader.GetString(0), reader.GetString(1), reader.GetDouble(2) / reports);
            total += bytes;
            Console.WriteLine($"disk: {(index.Length == 0 ? table : "  index " + index),-64} {bytes,6:F0} B a report");
        }

        return total;
    }
}
