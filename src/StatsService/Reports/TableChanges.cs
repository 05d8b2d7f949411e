using Ogi.Stats.Store.V1;
using StatsService.Forms;

namespace StatsService.Reports;

/// <summary>What a correction changed in the tables: old and new value of each changed cell.</summary>
internal static class TableChanges
{
    public static IEnumerable<TableChange> Between(IReadOnlyList<ReportTable> before, IReadOnlyList<ReportTable> after)
    {
        foreach (var id in before.Concat(after).Select(table => table.Table).Distinct(StringComparer.Ordinal))
        {
            var old = before.FirstOrDefault(table => string.Equals(table.Table, id, StringComparison.Ordinal));
            var now = after.FirstOrDefault(table => string.Equals(table.Table, id, StringComparison.Ordinal));
            var change = new TableChange
            {
                Before = old is null ? null : StoredTables.Write(old, Changed(old, now)),
                After = now is null ? null : StoredTables.Write(now, Changed(now, old)),
            };
            if (!Equals(change.Before, change.After))
            {
                yield return change;
            }
        }
    }

    public static IReadOnlyList<ReportTable> Apply(IReadOnlyList<ReportTable> tables, IEnumerable<TableChange> changes)
    {
        var result = tables.ToDictionary(table => table.Table, StringComparer.Ordinal);
        foreach (var change in changes)
        {
            var cells = new Dictionary<string, CellValue>(StringComparer.Ordinal);
            if (change.Before is { } before)
            {
                var gone = StoredTables.Read(before).Cells;
                cells = result[before.Table].Cells
                    .Where(cell => !gone.ContainsKey(cell.Key))
                    .ToDictionary(StringComparer.Ordinal);
                result.Remove(before.Table);
            }

            if (change.After is { } after)
            {
                var table = StoredTables.Read(after);
                foreach (var (code, value) in table.Cells)
                {
                    cells[code] = value;
                }

                result.Add(after.Table, table with { Cells = cells });
            }
        }

        return [.. result.Values.OrderBy(table => table.Table, StringComparer.Ordinal)];
    }

    /// <summary>
    /// The cells of <paramref name="table"/> that the other does not hold likewise; all of them on another form.
    /// </summary>
    private static IEnumerable<KeyValuePair<string, CellValue>> Changed(ReportTable table, ReportTable? other) =>
        other is null || !string.Equals(table.Form, other.Form, StringComparison.Ordinal)
            ? table.Cells
            : table.Cells.Where(cell => !other.Cells.TryGetValue(cell.Key, out var value) || !Same(value, cell.Value));

    /// <summary>As they are stored: 1.50 was printed otherwise than 1.5.</summary>
    private static bool Same(CellValue a, CellValue b) =>
        a == b
        && (a is { IsAmount: false, Alternatives.Count: 0 } || StoredValues.Write(a).Equals(StoredValues.Write(b)));
}
