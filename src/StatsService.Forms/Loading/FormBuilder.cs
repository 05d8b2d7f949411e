namespace StatsService.Forms.Loading;

/// <summary>Makes the tables of a form from its file.</summary>
internal static class FormBuilder
{
    public static Form Build(FormFile file, IReadOnlyList<Rule> rules, string version) =>
        new(file.Id, file.Title, file.Source, file.Years, file.Extends, [.. file.Tables.Select(Table)], rules)
        {
            Extension = file.Extension || file.Extends is not null,
            Version = version,
        };

    private static FormTable Table(TableFile table)
    {
        var title = table.Title ?? throw new FormatException($"Table {table.Id} has no title.");
        var cells = new List<FormCell>();
        foreach (var section in table.Sections)
        {
            var above = cells.Count == 0 ? 0 : cells[^1].PrintedRow;
            cells.AddRange(new CellBuilder(table, section).Build(above));
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
}
