using StatsService.Forms;

namespace StatsService.Exports.Formats;

/// <summary>
/// A section of a table as its form prints it: headings above the columns and before the rows, each over all that
/// stands under it. Rows that are printed beside each other have all their headings above.
/// </summary>
internal sealed class OfficialTable
{
    private readonly ReportTable _table;
    private readonly List<FormCell> _columns;
    private readonly List<IGrouping<int, FormCell>> _rows;

    /// <summary>Columns before those of the figures.</summary>
    private readonly int _left;

    /// <param name="cells">At least one.</param>
    public OfficialTable(IReadOnlyList<FormCell> cells, ReportTable table)
    {
        _table = table;
        _columns = [.. cells.DistinctBy(cell => cell.PrintedColumn).OrderBy(cell => cell.PrintedColumn)];
        _rows = [.. cells.GroupBy(cell => cell.PrintedRow).OrderBy(row => row.Key)];
        var sideBySide = _rows[0].DistinctBy(cell => cell.RowLabel).Skip(1).Any();
        _left = sideBySide ? 0 : _rows.Max(row => row.First().RowGroups.Count) + 1;
    }

    public int Width => _left + _columns.Count;

    /// <param name="title">Stands over all of it; none where it is that of the table.</param>
    /// <param name="corner">Stands above the rows' labels.</param>
    /// <param name="width">That of the widest section of its table: the last column reaches there.</param>
    public void Write(Sheet sheet, string? title, string corner, int width)
    {
        if (title is not null)
        {
            WriteLabels(sheet.Row(), [title], width);
            sheet.Merge(sheet.RowNumber, 1, sheet.RowNumber, width);
        }

        WriteHead(sheet, corner, width);
        WriteRows(sheet, width);
    }

    private void WriteHead(Sheet sheet, string corner, int width)
    {
        var height = _columns.Max(cell => cell.ColumnGroups.Count) + 1;
        var labels = _columns.ConvertAll(cell =>
            Levels(cell.ColumnGroups, cell.ColumnLabel ?? new("数量", "Figure"), height));
        var first = sheet.RowNumber + 1;
        for (var level = 0; level < height; level++)
        {
            var left = Enumerable.Range(0, _left).Select(i => (level, i) == (0, 0) ? corner : null);
            WriteLabels(sheet.Row(), [.. left, .. labels.Select((_, place) => Shown(labels, place, level))], width);
        }

        if (_left > 0)
        {
            sheet.Merge(first, 1, first + height - 1, _left);
        }

        Merge(labels, (place, level, lastPlace, lastLevel) => sheet.Merge(
            first + level, _left + place + 1, first + lastLevel, End(lastPlace)));

        int End(int place) => place + 1 == _columns.Count ? width : _left + place + 1;
    }

    private void WriteRows(Sheet sheet, int width)
    {
        var first = sheet.RowNumber + 1;
        var labels = _left == 0
            ? []
            : _rows.ConvertAll(row => Levels(row.First().RowGroups, row.First().RowLabel, _left));
        for (var i = 0; i < _rows.Count; i++)
        {
            WriteLabels(sheet.Row(), [.. Enumerable.Range(0, _left).Select(level => Shown(labels, i, level))], _left);
            WriteValues(sheet, _rows[i].ToDictionary(cell => cell.PrintedColumn), width);
        }

        Merge(labels, (place, level, lastPlace, lastLevel) =>
            sheet.Merge(first + place, level + 1, first + lastPlace, lastLevel + 1));
    }

    private void WriteValues(Sheet sheet, Dictionary<int, FormCell> printed, int width)
    {
        for (var i = 0; i < _columns.Count; i++)
        {
            if (printed.TryGetValue(_columns[i].PrintedColumn, out var cell))
            {
                OfficialValue.Write(sheet, _left + i + 1, _table[cell]);
            }
        }

        for (var column = Width + 1; column <= width; column++)
        {
            sheet.Empty(column, Style.Value);
        }

        sheet.Merge(sheet.RowNumber, Width, sheet.RowNumber, width);
    }

    /// <summary>From the first column on; cells without a text up to the width have their borders.</summary>
    private static void WriteLabels(Sheet sheet, string?[] texts, int width)
    {
        for (var i = 0; i < width; i++)
        {
            if (i < texts.Length && texts[i] is { } text)
            {
                sheet.Text(i + 1, text, Style.Label);
            }
            else
            {
                sheet.Empty(i + 1, Style.Label);
            }
        }
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

    /// <summary>A heading stands in the first of the cells that it is over.</summary>
    private static string? Shown(List<string?[]> places, int place, int level) =>
        place > 0 && LastOfRun(places, place - 1, level) >= place ? null : places[place][level];

    /// <summary>Headings over neighbours that share them, and labels over the levels that they have left.</summary>
    private static void Merge(List<string?[]> places, Action<int, int, int, int> merge)
    {
        for (var level = 0; places.Count > 0 && level < places[0].Length; level++)
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
}
