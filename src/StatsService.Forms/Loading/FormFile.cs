using System.Text.Json.Serialization;

namespace StatsService.Forms.Loading;

/// <summary>A <c>form.json</c> as written: matrix tables are rows × columns.</summary>
internal sealed record FormFile(
    string Id, LocalizedText Title, string Source, YearRange Years, IReadOnlyList<TableFile> Tables)
{
    public string? Extends { get; init; }
    public bool Extension { get; init; }
}

/// <param name="Width">The number of columns that cell numbers count with; for ever the same.</param>
internal sealed record TableFile(
    string Id, IReadOnlyList<SectionFile> Sections, int Width = 0, LocalizedText? Title = null);

internal sealed record SectionFile(string Id, IReadOnlyList<RowFile> Rows)
{
    public LocalizedText? Title { get; init; }
    public IReadOnlyList<ColumnFile> Columns { get; init; } = [];
    public string? Article { get; init; }
    public string? Unit { get; init; }

    /// <summary>The headings printed in it that are neither rows nor columns, by the names used here.</summary>
    public IReadOnlyDictionary<string, GroupFile> Groups { get; init; } =
        new Dictionary<string, GroupFile>(StringComparer.Ordinal);

    /// <summary>Its rows are printed beside each other, in one line.</summary>
    public bool SideBySide { get; init; }

    /// <summary>In an extension: the row after which its rows are printed.</summary>
    public string? After { get; init; }
}

/// <summary>A heading printed above rows or columns: （三）不予公开.</summary>
/// <param name="In">The heading that it stands under.</param>
internal sealed record GroupFile(string Zh, string En, string? In = null);

/// <param name="Code">What it appends to the code of a row: <c>@total</c>, <c>.decisions</c>.</param>
internal sealed record ColumnFile(string Code, string Zh, string En)
{
    public IReadOnlyList<string> Variants { get; init; } = [];

    /// <summary>What it appends to the indicator of a row, where that is not <see cref="RowSuffix"/>.</summary>
    public string? Indicator { get; init; }
    public string? Unit { get; init; }
    public CellType? Type { get; init; }
    public AmountUnit AmountUnit { get; init; }

    /// <summary>The heading that it is printed under.</summary>
    public string? Group { get; init; }

    /// <summary>The column that it is a part of, by its code; for columns that make rows of their own.</summary>
    public string? Parent { get; init; }

    /// <summary>The column of a section that names none.</summary>
    public static readonly ColumnFile Only = new("", "", "");

    /// <summary>A column such as <c>.decisions</c> makes rows of its own: <c>actions.licensing.decisions</c>.</summary>
    [JsonIgnore]
    public string RowSuffix => Code.StartsWith('.') ? Code : "";
}

/// <param name="No">Its number, for the numbers of its cells: never changed, never reused.</param>
internal sealed record RowFile(int No, string Code, string Zh, string En)
{
    public IReadOnlyList<string> Variants { get; init; } = [];

    /// <summary>What its cells measure; its code where that is not given.</summary>
    public string? Indicator { get; init; }
    public string? Unit { get; init; }
    public CellType? Type { get; init; }
    public AmountUnit AmountUnit { get; init; }
    public string? Parent { get; init; }

    /// <summary>The heading that it is printed under.</summary>
    public string? Group { get; init; }
    public string? Article { get; init; }
    public bool Optional { get; init; }

    /// <summary>A distinct count: figures of several organs may not be added.</summary>
    public bool Distinct { get; init; }

    /// <summary>It comes from an extension.</summary>
    [JsonIgnore]
    public bool Local { get; init; }
}
