using System.Text.Json;
using Ogi.Stats.V1;
using FormCatalog = StatsService.Forms.FormCatalog;

namespace StatsService.Tests.Exports;

/// <summary>
/// The cells of a report as GetReport answers them, and as rows of an export have them, told in the same words: cell,
/// origin, state, number, unit.
/// </summary>
internal static class CellsOfReports
{
    /// <summary>The cells of its tables in the order of the forms, then its sentences.</summary>
    public static IEnumerable<string> Of(Report report) =>
    [
        .. from table in report.Tables
           from cell in FormCatalog.Default.Forms[table.Form["forms/".Length..]].Table(table.Table)!.Cells
           let value = table.Cells.GetValueOrDefault(cell.Code) ?? Unlisted(table)
           where !cell.Optional || value.Gap != CellGap.NotPrinted
           select Told(cell.Code, "TABLE", value, cell.Unit),
        .. report.StatedFigures.Select(figure => Told(figure.Id, "TEXT", figure.Value, unit: "")),
    ];

    /// <param name="row">As a reader found it: columns with a value only.</param>
    public static string Told(IReadOnlyDictionary<string, string> row) => string.Join(
        ' ', new[] { "cell", "origin", "state", "value", "unit" }.Select(column => row.GetValueOrDefault(column, "-")));

    private static CellValue Unlisted(ReportTable table) => new()
    {
        Gap = table.Unlisted == CellGap.Unspecified ? CellGap.NotPrinted : table.Unlisted,
    };

    private static string Told(string cell, string origin, CellValue value, string unit)
    {
        var number = value.HasCount ? $"{value.Count}" : value.Amount?.Value;
        var state = number is null ? Word(value.Gap) : number == "0" ? "ZERO" : "VALUE";
        var of = value.Amount is { } amount ? amount.Unit == AmountUnit.Unspecified ? "" : Word(amount.Unit) : unit;
        return $"{cell} {origin} {state} {number ?? "-"} {(of.Length > 0 ? of : "-")}";
    }

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());
}
