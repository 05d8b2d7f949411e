using Npgsql;
using StatsService.Forms;

namespace StatsService.Benchmarks;

/// <summary>The slots of table 3 that are one cell each: what adding up rows in SQL must give too.</summary>
internal static class SummedCells
{
    public static IEnumerable<(Slot Slot, string Cell)> Of(string form)
    {
        var catalog = FormCatalog.Default;
        foreach (var slot in catalog.Slots.All.Where(slot => slot.Indicator.Name.StartsWith("applications.", StringComparison.Ordinal)))
        {
            var rows = new[] { form, "2019" }.Select(id => catalog.Measurement(slot.Indicator, catalog.Forms[id])?.Rows)
                .ToList();
            if (rows.TrueForAll(row => row is [var one] && one == rows[0]![0]))
            {
                var row = rows[0]![0].Split('@')[0];
                yield return (slot, $"{row}@{ApplicantColumn.Of(slot.Applicant)}");
            }
        }
    }

    /// <summary>The sum of each over all rows that count, in one statement.</summary>
    public static async Task<Dictionary<string, long?>> InSql(
        this IReadOnlyList<(Slot Slot, string Cell)> cells, NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand("""
            select cell.key, sum(cell.value::bigint)
            from raw_report, jsonb_each_text(body -> 'table3') cell
            where counts and cell.key = any($1)
            group by 1
            """);
        command.CommandTimeout = 0;
        command.Parameters.Add(new() { Value = cells.Select(cell => cell.Cell).ToArray() });
        var sums = cells.ToDictionary(cell => cell.Cell, _ => (long?)null, StringComparer.Ordinal);
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            sums[reader.GetString(0)] = await reader.IsDBNullAsync(1) ? null : (long)reader.GetDecimal(1);
        }

        return sums;
    }
}
