using Ogi.Stats.Store.V1;
using StatsService.Canonical;
using StatsService.Forms;
using StatsService.Reports;
using Wire = Ogi.Stats.V1;

namespace StatsService.Exports;

/// <summary>A row of an export of reports: a cell of a table, or a figure in a sentence.</summary>
/// <param name="Covers">The scope of its section, of its table, of its sentence, or of the report.</param>
/// <param name="Form">The form of its table.</param>
/// <param name="Cell">Null: it stands in a sentence.</param>
/// <param name="Stated">Null: it stands in a table.</param>
internal sealed record CellRow(
    AnnualReport Report, CellValue Value, Scope Covers, string Form, FormCell? Cell, StatedFigure? Stated)
{
    public StoredReport Stored => Report.Stored;

    public Wire.Origin Origin => Cell is null ? Wire.Origin.Text : Wire.Origin.Table;

    public string State => Value switch
    {
        { HasNumber: true, Value: 0 } => "ZERO",
        { HasNumber: true } => "VALUE",
        _ => ExportWords.Of(WireValues.WriteGap(Value.State)),
    };

    /// <summary>Of money that of the amount; where it is unknown, none.</summary>
    public string Unit => Value.IsAmount ? UnitOf(Value) : Cell?.Unit ?? "";

    public IEnumerable<string> Indicators =>
        (Stated?.Indicators ?? (Cell!.Indicator.Length > 0 ? [Cell.Indicator] : [])).Select(IndicatorNames.Write);

    /// <summary>
    /// All rows of a report: the cells of its tables in the order of the form, then its sentences. A cell that is not
    /// printed has a row too, unless it is optional.
    /// </summary>
    public static IEnumerable<CellRow> Of(AnnualReport report)
    {
        var content = report.Content;
        foreach (var table in content.Tables)
        {
            var cells = FormCatalog.Default.Forms[table.Form].Table(table.Table)!.Cells;
            foreach (var cell in cells)
            {
                var value = table[cell];
                if (!cell.Optional || value.State != CellState.NotPrinted)
                {
                    yield return new(
                        report, value, content.ScopeOf(table, cell.Section), table.Form, cell, Stated: null);
                }
            }
        }

        foreach (var figure in content.StatedFigures)
        {
            yield return new(report, figure.Value, content.ScopeOf(figure), Form: "", Cell: null, figure);
        }
    }

    /// <summary>The readings that remain possible.</summary>
    public static string Alternatives(CellValue value) =>
        string.Join(ExportColumn.Separator, value.Alternatives.Select(alternative => alternative switch
        {
            { HasNumber: false } => ExportWords.Of(WireValues.WriteGap(alternative.State)),
            { IsAmount: true } => $"{WireValues.Digits(alternative.Value)} {UnitOf(alternative)}".TrimEnd(),
            _ => WireValues.Digits(alternative.Value),
        }));

    private static string UnitOf(CellValue value) => ExportWords.Of((Wire.AmountUnit)value.Unit);
}
