using StatsService.Cli.Screens;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Catalog;

/// <summary>A form for people.</summary>
internal static class FormScreen
{
    public static void ShowHead(Screen screen, Wire.Form form)
    {
        screen.Line($"{form.Name}  {form.Title.Zh}  {form.Title.En}", "bold");
        screen.Line($"  年度 years: {Words.Of(form.Years)}");
        screen.Line($"  依据 source: {form.Source}");
        if (form.Extends.Length > 0)
        {
            screen.Line($"  扩展自 extends: {form.Extends}");
        }

        foreach (var table in form.Tables)
        {
            screen.Line($"  {table.Table}  {table.Title.Zh}  {table.Cells.Count} cells");
        }

        screen.Line($"  {form.Rules.Count} rules");
    }

    public static void ShowCells(Screen screen, Wire.Form form)
    {
        foreach (var table in form.Tables)
        {
            var grid = Grids.Texts("单元格 Cell", "行 Row", "列 Column", "单位 Unit", "类型 Type");
            foreach (var cell in table.Cells)
            {
                var type = EnumWords.Of(cell.Type) + (cell.Optional ? " optional" : "");
                grid.AddTexts(cell.Cell, cell.RowLabel.Zh, cell.ColumnLabel?.Zh ?? "", cell.Unit, type);
            }

            screen.Line();
            screen.Line($"{table.Table}  {table.Title.Zh}", "bold");
            screen.Show(grid);
        }
    }

    public static void ShowRules(Screen screen, Wire.Form form)
    {
        foreach (var rule in form.Rules)
        {
            screen.Line();
            screen.Line($"{rule.Name}  {Words.Of(rule.Strength)}", "bold");
            screen.Line("  " + rule.Text.Zh);
            screen.Line("  " + rule.Text.En);
            screen.Line("  " + rule.Expression + (rule.When.Length > 0 ? "    when " + rule.When : ""));
            screen.Line("  " + rule.Source);
        }
    }
}
