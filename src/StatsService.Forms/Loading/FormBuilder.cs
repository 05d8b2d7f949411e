namespace StatsService.Forms.Loading;

/// <summary>Makes the cells of a form from its file.</summary>
internal static class FormBuilder
{
    /// <summary>The numbers of an extension's cells begin here, out of the way of the form that it extends.</summary>
    private const int FirstLocalNumber = 1000;

    public static Form Build(FormFile file, IReadOnlyList<Rule> rules, string version) =>
        new(file.Id, file.Title, file.Source, file.Years, file.Extends, [.. file.Tables.Select(Table)], rules)
        {
            Extension = file.Extension || file.Extends is not null,
            Version = version,
        };

    /// <summary>The tables of the form that is extended, with the extension's rows where they are printed.</summary>
    public static FormFile Merge(FormFile extended, FormFile extension) => extension with
    {
        Tables = [.. extended.Tables.Select(table => table with
        {
            Sections = [.. table.Sections.Select(section =>
                extension.Tables.Where(added => added.Id.Is(table.Id))
                    .SelectMany(added => added.Sections)
                    .Where(added => added.Id.Is(section.Id))
                    .Aggregate(section, Insert))],
        })],
    };

    private static SectionFile Insert(SectionFile section, SectionFile added)
    {
        var rows = section.Rows.ToList();
        var place = added.After is null ? rows.Count : rows.FindIndex(row => row.Code.Is(added.After)) + 1;
        rows.InsertRange(place, added.Rows.Select(row => row with { Local = true, Optional = true }));
        return section with { Rows = rows };
    }

    private static FormTable Table(TableFile table)
    {
        var title = table.Title ?? throw new FormatException($"Table {table.Id} has no title.");
        var cells = new List<FormCell>();
        foreach (var section in table.Sections)
        {
            var above = cells.Count == 0 ? 0 : cells[^1].PrintedRow;
            cells.AddRange(Cells(table, section, above));
        }

        RequireUnique(cells, cell => cell.Code, table.Id);
        RequireUnique(cells, cell => $"number {cell.Number}", table.Id);
        return new(table.Id, title, [.. table.Sections.Select(s => new FormSection(s.Id, s.Title ?? title))], cells);
    }

    private static void RequireUnique(IEnumerable<FormCell> cells, Func<FormCell, string> key, string table)
    {
        if (cells.GroupBy(key, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new FormatException($"Table {table} has {twice.Key} twice.");
        }
    }

    private static IEnumerable<FormCell> Cells(TableFile table, SectionFile section, int above)
    {
        var columns = section.Columns is [] ? [ColumnFile.Only] : section.Columns;
        return section.Rows.SelectMany((row, r) => columns.Select((column, c) => Cell(table, section, row, column) with
        {
            Number = (row.Local ? FirstLocalNumber : 0) + (row.No * table.Width) + c,
            PrintedRow = above + 1 + (section.SideBySide ? 0 : r),
            PrintedColumn = 1 + c + (section.SideBySide ? r * columns.Count : 0),
        }));
    }

    private static FormCell Cell(TableFile table, SectionFile section, RowFile row, ColumnFile column)
    {
        var code = row.Code + column.Code;
        var parts = code.Split('@');
        return new FormCell(
            Number: 0, code, table.Id, section.Id, Row: parts[0], Column: parts.Length > 1 ? parts[1] : "",
            RowLabel: new(row.Zh, row.En), ColumnLabel: column.Zh.Length == 0 ? null : new(column.Zh, column.En),
            row.Variants, PrintedRow: 0, PrintedColumn: 0,
            row.Type ?? column.Type ?? CellType.Count,
            row.Unit ?? column.Unit ?? section.Unit ?? throw new FormatException($"Cell {code} has no unit."),
            row.AmountUnit == AmountUnit.Unspecified ? column.AmountUnit : row.AmountUnit,
            Parent: row.Parent is null ? null : row.Parent + column.RowSuffix,
            row.Article ?? section.Article, row.Optional,
            (row.Indicator ?? row.Code) + (column.Indicator ?? column.RowSuffix))
        {
            ColumnVariants = column.Variants,
            Distinct = row.Distinct,
        };
    }
}
