using StatsService.Canonical;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Proof;

/// <summary>The cells and sentences that a figure of one part of a report is made of.</summary>
internal static class FigureCells
{
    /// <param name="codes">Codes of cells and ids of stated figures; what the report does not have is left out.</param>
    public static IEnumerable<Wire.FigureCell> Of(ReportPart part, IEnumerable<string> codes, FormCatalog catalog) =>
        codes.Distinct(StringComparer.Ordinal).Select(code => Of(part, code, catalog)).OfType<Wire.FigureCell>();

    private static Wire.FigureCell? Of(ReportPart part, string code, FormCatalog catalog)
    {
        foreach (var table in part.Tables)
        {
            if (table.Form.Cells.TryGetValue(code, out var cell) && cell.Table == table.Table.Table
                && table.Sections.Contains(cell.Section))
            {
                return new()
                {
                    Table = cell.Table,
                    Cell = code,
                    Label = WireFindings.Write(cell.Label),
                    Value = WireValues.Write(table.Table[code]),
                    ProvedZero = table.ProvedZero.Contains(code),
                };
            }
        }

        return part.StatedFigures.FirstOrDefault(figure => figure.Id == code) is { } stated
            ? new()
            {
                Cell = code,
                Label = WireFindings.Write(catalog.Indicators[stated.Indicators[0]].Title),
                Value = WireValues.Write(stated.Value),
            }
            : null;
    }
}
