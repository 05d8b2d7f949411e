using Npgsql;

namespace StatsService.Benchmarks;

/// <summary>Bytes on disk a report, table by table.</summary>
internal static class DiskUse
{
    /// <summary>Prints every table with its indexes, without the registry, which does not grow with reports.</summary>
    /// <returns>Bytes a report in all.</returns>
    public static async Task<double> Print(NpgsqlDataSource database, long reports)
    {
        await using (var vacuum = database.CreateCommand("vacuum analyze"))
        {
            vacuum.CommandTimeout = 0;
            await vacuum.ExecuteNonQueryAsync();
        }

        await using var command = database.CreateCommand("""
            select c.relname, pg_table_size(c.oid)::float8, pg_indexes_size(c.oid)::float8
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind = 'r' and n.nspname = 'ogi' and pg_table_size(c.oid) > 100000
              and c.relname !~ 'organ|division'
            order by 2 desc
            """);
        var total = 0d;
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            var (table, indexes) = (reader.GetDouble(1) / reports, reader.GetDouble(2) / reports);
            total += table + indexes;
            Console.WriteLine($"disk: {reader.GetString(0),-24} {table,6:F0} B a report, its indexes {indexes,6:F0} B");
        }

        return total;
    }
}
