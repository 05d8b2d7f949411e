namespace StatsService.Forms.Loading;

/// <summary>Makes the cells of a section: rows × columns.</summary>
internal sealed class CellBuilder(TableFile table, SectionFile section)
{
    /// <summary>The numbers of an extension's cells begin here, out of the way of the form that it extends.</summary>
    private const int FirstLocalNumber = 1000;

    private readonly IReadOnlyList<ColumnFile> _columns = section.Columns is [] ? [ColumnFile.Only] : section.Columns;

    /// <param name="above">The rows printed above the section.</param>
    public IEnumerable<FormCell> Build(int above) => section.Rows.SelectMany((row, r) =>
        _columns.Select((column, c) => Cell(row, column) with
        {
            Number = (row.Local ? FirstLocalNumber : 0) + (row.No * table.Width) + c,
            PrintedRow = above + 1 + (section.SideBySide ? 0 : r),
            PrintedColumn = 1 + c + (section.SideBySide ? r * _columns.Count : 0),
        }));

    private FormCell Cell(RowFile row, ColumnFile column)
    {
        var code = row.Code + column.Code;
        var parts = code.Split('@');
        var label = new LocalizedText(row.Zh, row.En);
        var rowGroups = Groups(row.Group);
        var columnGroups = Groups(column.Group);
        return new FormCell(
            Number: 0, code, table.Id, section.Id, Row: parts[0], Column: parts.Length > 1 ? parts[1] : "",
            label, ColumnLabel: column.Zh.Length == 0 ? null : new(column.Zh, column.En),
            row.Variants, PrintedRow: 0, PrintedColumn: 0,
            row.Type ?? column.Type ?? CellType.Count,
            row.Unit ?? column.Unit ?? section.Unit ?? throw new FormatException($"Cell {code} has no unit."),
            row.AmountUnit == AmountUnit.Unspecified ? column.AmountUnit : row.AmountUnit,
            Parent(row, column), row.Article ?? section.Article, row.Optional,
            (row.Indicator ?? row.Code) + (column.Indicator ?? column.RowSuffix))
        {
            ColumnVariants = column.Variants,
            Distinct = row.Distinct,
            RowGroups = rowGroups,
            ColumnGroups = section.SideBySide ? [.. rowGroups, label, .. columnGroups] : columnGroups,
            Heading = LabelAbove(row) ?? (rowGroups is [.., var innermost] ? innermost : null),
        };
    }

    private static string? Parent(RowFile row, ColumnFile column) =>
        row.Parent is not null ? row.Parent + column.RowSuffix
        : column.Parent is not null ? row.Code + column.Parent
        : null;

    /// <summary>The row that it is a part of, where that is printed above it: a total may stand below.</summary>
    private LocalizedText? LabelAbove(RowFile row) =>
        section.Rows.TakeWhile(other => other != row).FirstOrDefault(other => other.Code == row.Parent) is { } parent
            ? new(parent.Zh, parent.En)
            : null;

    private List<LocalizedText> Groups(string? name)
    {
        if (name is null)
        {
            return [];
        }

        // One heading stands in another, at most all of them: more is a circle.
        var path = new List<LocalizedText>();
        for (var next = name; next is not null && path.Count <= section.Groups.Count; next = section.Groups[next].In)
        {
            var group = section.Groups.GetValueOrDefault(next)
                ?? throw new FormatException($"{section.Id} has no group {next}.");
            path.Insert(0, new(group.Zh, group.En));
        }

        return path.Count <= section.Groups.Count
            ? path
            : throw new FormatException($"The group {name} of {section.Id} stands in itself.");
    }
}
