using StatsService.Canonical;
using StatsService.Forms;

namespace StatsService.Exports.Formats;

/// <summary>
/// A section of a table as its form prints it: headings above the columns and before the rows, each over all that
/// stands under it.
/// </summary>
internal static class OfficialTable
{
    /// <param name="title">Stands in the corner.</param>
    public static void Write(Sheet sheet, string title, IReadOnlyList<FormCell> cells, ReportTable table)
    {
        if (cells.Count == 0)
        {
            return;
        }

        var columns = cells.DistinctBy(cell => cell.PrintedColumn).OrderBy(cell => cell.PrintedColumn).ToList();
        var rows = cells.GroupBy(cell => cell.PrintedRow).OrderBy(row => row.Key).ToList();
        var left = rows.Max(row => row.First().RowGroups.Count) + 1;
        WriteHead(sheet, title, columns, left);

        var first = sheet.RowNumber + 1;
        foreach (var row in rows)
        {
            sheet.Row();
            var labels = Levels(row.First().RowGroups, row.First().RowLabel, left);
            for (var i = 0; i < left; i++)
            {
                sheet.Text(i + 1, labels[i] ?? "", Style.Label);
            }

            var printed = row.ToDictionary(found => found.PrintedColumn);
            for (var i = 0; i < columns.Count; i++)
            {
                if (printed.TryGetValue(columns[i].PrintedColumn, out var found))
                {
                    WriteValue(sheet, left + i + 1, table[found]);
                }
            }
        }

        Merge(
            [.. rows.Select(row => Levels(row.First().RowGroups, row.First().RowLabel, left))],
            (place, level, lastPlace, lastLevel) =>
                sheet.Merge(first + place, level + 1, first + lastPlace, lastLevel + 1));
    }

    /// <summary>A number as one; nothing where it is blank; else a word that no program takes for a number.</summary>
    public static void WriteValue(Sheet sheet, int column, CellValue value)
    {
        switch (value)
        {
            case { HasNumber: true }:
                sheet.Number(column, WireValues.Digits(value.Value), StyleOf(value));
                break;
            case { State: CellState.Blank }:
                sheet.Empty(column, Style.Value);
                break;
            default:
                sheet.Text(column, Words(value), Style.Value);
                break;
        }
    }

    private static void WriteHead(Sheet sheet, string title, List<FormCell> columns, int left)
    {
        var height = columns.Max(cell => cell.ColumnGroups.Count) + 1;
        var labels = columns.ConvertAll(cell =>
            Levels(cell.ColumnGroups, cell.ColumnLabel ?? new("数量", "Figure"), height));
        var first = sheet.RowNumber + 1;
        for (var level = 0; level < height; level++)
        {
            sheet.Row();
            for (var i = 0; i < left; i++)
            {
                sheet.Text(i + 1, level == 0 && i == 0 ? title : "", Style.Label);
            }

            for (var i = 0; i < columns.Count; i++)
            {
                sheet.Text(left + i + 1, labels[i][level] ?? "", Style.Label);
            }
        }

        sheet.Merge(first, 1, first + height - 1, left);
        Merge(labels, (place, level, lastPlace, lastLevel) =>
            sheet.Merge(first + level, left + place + 1, first + lastLevel, left + lastPlace + 1));
    }

    /// <summary>The headings of a row or column, then its label; null where the label reaches further.</summary>
    private static string?[] Levels(IReadOnlyList<LocalizedText> groups, LocalizedText label, int count)
    {
        var levels = new string?[count];
        for (var i = 0; i < groups.Count; i++)
        {
            levels[i] = groups[i].Zh;
        }

        levels[groups.Count] = label.Zh;
        return levels;
    }

    /// <summary>Headings over neighbours that share them, and labels over the levels that they have left.</summary>
    private static void Merge(List<string?[]> places, Action<int, int, int, int> merge)
    {
        for (var level = 0; level < places[0].Length; level++)
        {
            for (var place = 0; place < places.Count; place++)
            {
                var last = LastOfRun(places, place, level);
                var isLabel = level + 1 == places[place].Length || places[place][level + 1] is null;
                if (places[place][level] is null || (isLabel && last > place))
                {
                    continue;
                }

                merge(place, level, last, isLabel ? places[place].Length - 1 : level);
                place = last;
            }
        }
    }

    /// <summary>The last neighbour with the same headings from the outermost down to this one.</summary>
    private static int LastOfRun(List<string?[]> places, int place, int level)
    {
        var last = place;
        while (level + 1 < places[place].Length && places[place][level + 1] is not null && last + 1 < places.Count
            && places[place].Take(level + 1).SequenceEqual(places[last + 1].Take(level + 1), StringComparer.Ordinal))
        {
            last++;
        }

        return last;
    }

    private static int StyleOf(CellValue value) => value.Unit switch
    {
        AmountUnit.Yuan => Style.Yuan,
        AmountUnit.TenThousandYuan => Style.TenThousandYuan,
        _ => Style.Value,
    };

    private static string Words(CellValue value) => value.State switch
    {
        CellState.NotApplicable => value.Printed ?? "/",
        CellState.Unreadable => $"无法辨认 {value.Printed}".TrimEnd(),
        CellState.Uncertain => $"不确定 {CellRow.Alternatives(value)}",
        _ => "未印",
    };
}
