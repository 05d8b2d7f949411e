namespace StatsService.Forms;

/// <summary>What a report states: its tables and the figures in its sentences.</summary>
/// <param name="Year">The report year.</param>
/// <param name="Scope">What the report covers; a table or section without its own scope takes it.</param>
public sealed record ReportContent(
    int Year, Scope Scope, IReadOnlyList<ReportTable> Tables, IReadOnlyList<StatedFigure> StatedFigures)
{
    /// <summary>What a figure in a sentence covers.</summary>
    public Scope ScopeOf(StatedFigure figure) => figure.Scope == Scope.Unspecified ? Scope : figure.Scope;

    /// <summary>What a section covers: its own scope, else that of its table, else the report's.</summary>
    public Scope ScopeOf(ReportTable table, string section) =>
        new[] { table.SectionScopes.FirstOrDefault(scope => scope.Section == section)?.Scope, table.Scope }
            .FirstOrDefault(scope => scope is not (null or Scope.Unspecified)) ?? Scope;
}

/// <summary>One table of a report, on the form whose rows it prints.</summary>
/// <param name="Table">The table's id in the form: <c>table3</c>.</param>
/// <param name="Form">The form's id: <c>2019</c>.</param>
/// <param name="Cells">The cells by code. What is not listed is not printed.</param>
public sealed record ReportTable(string Table, string Form, IReadOnlyDictionary<string, CellValue> Cells)
{
    /// <summary>Where the whole table covers something else than the report.</summary>
    public Scope Scope { get; init; }

    /// <summary>The words that say so, as printed.</summary>
    public string? PrintedScope { get; init; }

    /// <summary>Where a part of the table does, by the section's id (<c>table2.item5</c>).</summary>
    public IReadOnlyList<SectionScope> SectionScopes { get; init; } = [];

    /// <summary>Notes printed under the table.</summary>
    public string? Note { get; init; }

    public CellValue this[string cell] => Cells.GetValueOrDefault(cell, CellValue.NotPrinted);

    /// <param name="cell">Of the table's form.</param>
    public CellValue this[FormCell cell] =>
        Cells is NumberedCells cells ? cells.At(cell) ?? CellValue.NotPrinted : this[cell.Code];
}

/// <summary>The scope of a section of a table.</summary>
public sealed record SectionScope(string Section, Scope Scope, string? PrintedScope = null);

/// <summary>A figure that stands in a sentence (origin TEXT). It never replaces a cell.</summary>
/// <param name="Id">Its id within the report: <c>t1</c>.</param>
/// <param name="Indicators">What it may measure, the best fit first.</param>
public sealed record StatedFigure(string Id, IReadOnlyList<string> Indicators, CellValue Value)
{
    /// <summary>The year it is stated for, where that is not the report's.</summary>
    public int? Year { get; init; }

    /// <summary>What it covers, where that is not the report's scope.</summary>
    public Scope Scope { get; init; }

    /// <summary>The stated figure that it is a part of: all parts of one figure must add up to it.</summary>
    public string? PartOf { get; init; }

    /// <summary>The stated figure that it may not exceed: closed against accepted.</summary>
    public string? AtMost { get; init; }

    /// <summary>The stated figure of which <see cref="Percent"/> is its share.</summary>
    public string? ShareOf { get; init; }

    /// <summary>A percentage as printed that goes with it: its share in <see cref="ShareOf"/>.</summary>
    public decimal? Percent { get; init; }

    /// <summary>The sentence it stands in.</summary>
    public string? Sentence { get; init; }
}
