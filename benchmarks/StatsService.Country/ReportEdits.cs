using StatsService.Forms;

namespace StatsService.Country;

/// <summary>Changes to single cells of a report.</summary>
internal static class ReportEdits
{
    /// <summary>The cell's value; not printed where no table has it.</summary>
    public static CellValue Cell(this ReportContent report, string code) =>
        report.Tables.Select(table => table[code]).FirstOrDefault(value => value.State != CellState.NotPrinted)
        ?? CellValue.NotPrinted;

    public static ReportContent With(this ReportContent report, string code, CellValue value) => report with
    {
        Tables = [.. report.Tables.Select(table => table.Cells.ContainsKey(code)
            ? table with
            {
                Cells = new Dictionary<string, CellValue>(table.Cells, StringComparer.Ordinal) { [code] = value },
            }
            : table)],
    };

    /// <summary>Adds to a cell; one without a number counts as 0.</summary>
    public static ReportContent Add(this ReportContent report, string code, long count) =>
        report.With(code, CellValue.Count((long)report.Cell(code).Value + count));

    /// <summary>Prints the zeros that are left blank.</summary>
    public static ReportContent WithZeros(this ReportContent report) => report with
    {
        Tables = [.. report.Tables.Select(table => table with
        {
            Cells = table.Cells.ToDictionary(
                cell => cell.Key,
                cell => cell.Value.State != CellState.Blank ? cell.Value
                    : FormCatalog.Default.Forms[table.Form].Cells[cell.Key].Type == CellType.Amount
                        ? CellValue.Amount(0, AmountUnit.TenThousandYuan)
                        : CellValue.Count(0),
                StringComparer.Ordinal),
        })],
    };
}
