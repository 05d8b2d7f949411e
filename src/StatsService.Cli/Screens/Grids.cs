using Spectre.Console;

namespace StatsService.Cli.Screens;

/// <summary>Tables, all of one look. Chinese characters take two columns; the library knows.</summary>
internal static class Grids
{
    /// <summary>The first column holds labels, the others figures.</summary>
    public static Table Create(string first, params ReadOnlySpan<string> others)
    {
        var table = Texts(first);
        foreach (var column in others)
        {
            table.AddColumn(new TableColumn(new Text(column)).RightAligned().NoWrap());
        }

        return table;
    }

    /// <summary>All columns hold text.</summary>
    public static Table Texts(params ReadOnlySpan<string> columns)
    {
        var table = new Table().Border(TableBorder.Simple).Collapse();
        foreach (var column in columns)
        {
            table.AddColumn(new TableColumn(new Text(column)).LeftAligned());
        }

        return table;
    }

    public static void AddTexts(this Table table, params IEnumerable<string> cells) => table.AddRow(cells.Select(cell => new Text(cell)));
}
