namespace StatsService.Forms.Checking;

/// <summary>
/// A cell in a rule over two years: of the year itself, or <c>previous(cell)</c>, what corresponds to it in the year
/// before. Amounts are read in yuan, for the two years may print another unit.
/// </summary>
internal sealed record CellOfYear(decimal Factor, string Text, FormCell Field, bool Previous) : Operand(Factor, Text)
{
    public override FormCell Cell => Field;

    public override Reading Read(Situation situation) =>
        Find(situation) is { } found ? Reading.Of(InYuan(found), found.Cell.Type, found.Cell.Optional)
        : Reading.Undefined;

    public override IEnumerable<FindingCell> Cells(Situation situation) => Find(situation) is { } found
        ? [new(found.Cell.Table, found.Cell.Code, found.Cell.Label, found.Value) { Previous = Previous }]
        : [];

    private (FormCell Cell, CellValue Value)? Find(Situation situation) =>
        !Previous ? (Field, situation.Table![Field.Code])
        : Counterpart.Find(situation.Catalog, situation.Form!, Field, situation.Previous!) is { } found
            ? (found.Cell, found.Table.Table[found.Cell.Code])
            : null;

    /// <summary>An amount of unknown unit may be any.</summary>
    private static CellValue InYuan((FormCell Cell, CellValue Value) found) =>
        !found.Value.HasNumber || found.Cell.Type != CellType.Amount ? found.Value
        : Money.InYuan(found.Value, found.Cell.Type, found.Cell.AmountUnit) is { } yuan
            ? CellValue.Amount(yuan, AmountUnit.Yuan)
            : new(CellState.Unreadable);
}

/// <summary>Finds what corresponds to a cell in what was reported the year before, on whatever form.</summary>
internal static class Counterpart
{
    public static (TablePart Table, FormCell Cell)? Find(
        FormCatalog catalog, Form form, FormCell cell, ReportPart previous)
    {
        foreach (var table in previous.Tables)
        {
            if (In(catalog, form, cell, table.Form) is { } found
                && found.Table == table.Table.Table
                && table.Sections.Contains(found.Section))
            {
                return (table, found);
            }
        }

        return null;
    }

    /// <summary>
    /// The cell of the same code; on another form only where both measure the same, and then also a cell of another
    /// code that measures it.
    /// </summary>
    private static FormCell? In(FormCatalog catalog, Form form, FormCell cell, Form other)
    {
        if ((form.Extends ?? form.Id) == (other.Extends ?? other.Id))
        {
            return other.Cells.GetValueOrDefault(cell.Code);
        }

        var indicator = catalog.Indicators[cell.Indicator];
        if (catalog.Measurement(indicator, form) is not { Comparability: Comparability.Exact }
            || catalog.Measurement(indicator, other) is not { Comparability: Comparability.Exact, Rows: [var row] })
        {
            return null;
        }

        var total = cell.Column == ApplicantColumn.Of(ApplicantKind.Unspecified);
        return other.Cells.GetValueOrDefault(cell.Column.Length == 0 ? row : $"{row}@{cell.Column}")
            ?? (total ? other.Cells.GetValueOrDefault(row) : null);
    }
}
