using Spectre.Console;

namespace StatsService.Cli.Screens;

/// <summary>Tables, all of one look. Chinese characters take two columns of a terminal; the library knows.</summary>
internal static class Grids
{
    /// <summary>Labels to the left, figures to the right.</summary>
    public static Table Create(IEnumerable<string> labels, IEnumerable<string> figures)
    {
        var table = Texts([.. labels]);
        foreach (var column in figures)
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

    public static void AddTexts(this Table table, params IEnumerable<string> cells) =>
        table.AddRow(cells.Select(cell => new Text(cell)));
}
