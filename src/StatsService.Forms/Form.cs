namespace StatsService.Forms;

/// <summary>A statutory form, or a provincial extension of one.</summary>
/// <param name="Id"><c>2019</c>; <c>2014-beijing</c> for an extension.</param>
/// <param name="Extends">The id of the form that it extends, whose tables, cells and rules it has too.</param>
/// <param name="Rules">Its rules, those of the form it extends included.</param>
public sealed record Form(
    string Id,
    LocalizedText Title,
    string Source,
    YearRange Years,
    string? Extends,
    IReadOnlyList<FormTable> Tables,
    IReadOnlyList<Rule> Rules)
{
    /// <summary>Every cell by its code.</summary>
    public IReadOnlyDictionary<string, FormCell> Cells { get; } =
        Tables.SelectMany(table => table.Cells).ToDictionary(cell => cell.Code, StringComparer.Ordinal);

    /// <summary>A provincial form or extension: stored and served, never in national sums.</summary>
    public bool Extension { get; init; }

    /// <summary>The SHA-256 of its folder's files (and of those of the form it extends), in hex.</summary>
    public string Version { get; init; } = "";

    public FormTable? Table(string id) => Tables.FirstOrDefault(table => table.Id == id);
}

/// <summary>First and last report year, both inclusive. None: unknown or open.</summary>
public sealed record YearRange(int? First = null, int? Last = null)
{
    public bool Contains(int year) => (First ?? int.MinValue) <= year && year <= (Last ?? int.MaxValue);
}

/// <summary>A table of a form, with its cells row by row.</summary>
public sealed record FormTable(
    string Id, LocalizedText Title, IReadOnlyList<FormSection> Sections, IReadOnlyList<FormCell> Cells);

/// <summary>A part of a table that may have a scope of its own: an item of article 20, or the whole table.</summary>
public sealed record FormSection(string Id, LocalizedText Title);

/// <summary>What a cell takes.</summary>
public enum CellType
{
    Unspecified = 0,

    /// <summary>A whole number from 0.</summary>
    Count = 1,

    /// <summary>A whole number, negative for a decrease (本年增/减).</summary>
    SignedCount = 2,

    /// <summary>An amount of money.</summary>
    Amount = 3,
}

/// <summary>One cell of a form.</summary>
/// <param name="Number">Its number in the stored shape: unique in the table, never changed, never reused.</param>
/// <param name="Code"><c>applications.received_new@total</c>.</param>
/// <param name="Row">The part of the code before <c>@</c>.</param>
/// <param name="Column">The part after it; empty where the row has one cell.</param>
/// <param name="PrintedRow">The row as printed, from 1.</param>
/// <param name="PrintedColumn">The column as printed, from 1.</param>
/// <param name="Unit">件, 条, 次, 万元 …; empty where the form prints none.</param>
/// <param name="AmountUnit">For money: the unit that the form prescribes; unspecified where it prescribes none.</param>
/// <param name="Parent">The row of which this is a part (其中).</param>
/// <param name="Optional">A local row, which many tables do not print.</param>
/// <param name="Indicator">What it measures by itself.</param>
public sealed record FormCell(
    int Number, string Code, string Table, string Section, string Row, string Column,
    LocalizedText RowLabel, LocalizedText? ColumnLabel, IReadOnlyList<string> Variants,
    int PrintedRow, int PrintedColumn, CellType Type, string Unit, AmountUnit AmountUnit,
    string? Parent, string? Article, bool Optional, string Indicator)
{
    /// <summary>Known variants of the column's label.</summary>
    public IReadOnlyList<string> ColumnVariants { get; init; } = [];

    /// <summary>A distinct count: figures of several organs may not be added.</summary>
    public bool Distinct { get; init; }

    /// <summary>The headings printed above the row that are no rows themselves, the outermost first.</summary>
    public IReadOnlyList<LocalizedText> RowGroups { get; init; } = [];

    /// <summary>The headings printed above the column, the outermost first.</summary>
    public IReadOnlyList<LocalizedText> ColumnGroups { get; init; } = [];

    /// <summary>What the row stands under: the row above that it is a part of, else its innermost heading.</summary>
    public LocalizedText? Heading { get; init; }

    /// <summary>The row, told apart from others of the same label: （六）其他处理：3.其他.</summary>
    public LocalizedText RowName => Heading is null
        ? RowLabel
        : new($"{Heading.Zh}：{RowLabel.Zh}", $"{Heading.En}: {RowLabel.En}");

    /// <summary>The row and the column's label.</summary>
    public LocalizedText Label => ColumnLabel is null
        ? RowName
        : new($"{RowName.Zh}（{ColumnLabel.Zh}）", $"{RowName.En} ({ColumnLabel.En})");
}
