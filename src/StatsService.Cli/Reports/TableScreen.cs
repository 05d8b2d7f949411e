using StatsService.Cli.Screens;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Reports;

/// <summary>A table of a report, row by row as the form prints it.</summary>
internal static class TableScreen
{
    public static void Show(Screen screen, Wire.ReportTable table)
    {
        var form = FormCatalog.Default.Form(table.Form["forms/".Length..])?.Table(table.Table);
        var scope = table.Scope == Wire.Scope.Unspecified ? "" : Words.Of(table.Scope);
        screen.Line();
        screen.Line($"{table.Table}  {form?.Title.Zh}  ({table.Form})  {scope}".TrimEnd(), "bold");
        if (form is null)
        {
            ShowCodes(screen, table);
            return;
        }

        foreach (var section in form.Sections)
        {
            var cells = form.Cells.Where(cell => cell.Section == section.Id && IsPrinted(table, cell)).ToList();
            ShowSection(screen, table, Title(table, section, form), cells);
        }
    }

    /// <summary>Local rows only where the report has them.</summary>
    private static bool IsPrinted(Wire.ReportTable table, FormCell cell) =>
        !cell.Optional || table.Cells.ContainsKey(cell.Code);

    private static string Title(Wire.ReportTable table, FormSection section, FormTable form)
    {
        var title = section.Title == form.Title ? "行 Row" : section.Title.Zh;
        var own = table.SectionScopes.FirstOrDefault(scope => scope.Section == section.Id);
        return own is null ? title : $"{title} {Words.Of(own.Scope)}";
    }

    private static void ShowSection(Screen screen, Wire.ReportTable table, string title, List<FormCell> cells)
    {
        var columns = cells.Select(Column).Distinct(StringComparer.Ordinal).ToList();
        var grid = Grids.Create([title], columns);
        IReadOnlyList<LocalizedText> above = [];
        foreach (var row in cells.GroupBy(cell => (cell.PrintedRow, cell.RowLabel.Zh)))
        {
            var headings = row.First().RowGroups;
            foreach (var heading in headings.Skip(headings.TakeWhile(above.Contains).Count()))
            {
                grid.AddTexts([heading.Zh, .. columns.Select(_ => "")]);
            }

            above = headings;
            var values = row.ToDictionary(Column, cell => Text(table, cell), StringComparer.Ordinal);
            grid.AddTexts([row.Key.Zh, .. columns.Select(column => values.GetValueOrDefault(column, ""))]);
        }

        screen.Show(grid);
    }

    private static string Column(FormCell cell) => cell.ColumnLabel?.Zh ?? "数 Figure";

    private static string Text(Wire.ReportTable table, FormCell cell) =>
        CellText.Of(table.Cells.GetValueOrDefault(cell.Code));

    /// <summary>A form that is newer than this program: what is there, by its codes.</summary>
    private static void ShowCodes(Screen screen, Wire.ReportTable table)
    {
        var grid = Grids.Create(["单元格 Cell"], ["数 Figure"]);
        foreach (var (code, value) in table.Cells)
        {
            grid.AddTexts(code, CellText.Of(value));
        }

        screen.Show(grid);
    }
}
