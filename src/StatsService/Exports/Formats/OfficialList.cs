using StatsService.Forms;

namespace StatsService.Exports.Formats;

/// <summary>
/// A table with one figure a row, as the form of 2014 prints it: label, unit, figure; headings have rows of their own.
/// </summary>
internal static class OfficialList
{
    public static void Write(Sheet sheet, IReadOnlyList<FormCell> cells, ReportTable table)
    {
        WriteRow(sheet, "统计指标").Text(2, "单位", Style.Label).Text(3, "统计数", Style.Label);
        IReadOnlyList<LocalizedText> above = [];
        foreach (var cell in cells.OrderBy(cell => cell.PrintedRow))
        {
            var same = cell.RowGroups.Zip(above).TakeWhile(pair => pair.First == pair.Second).Count();
            foreach (var heading in cell.RowGroups.Skip(same))
            {
                WriteRow(sheet, heading.Zh).Empty(2, Style.Label).Empty(3, Style.Value);
            }

            var value = table[cell];
            WriteRow(sheet, cell.RowLabel.Zh).Text(2, OfficialValue.UnitOf(cell, value), Style.Label);
            OfficialValue.Write(sheet, 3, value);
            above = cell.RowGroups;
        }
    }

    private static Sheet WriteRow(Sheet sheet, string label) => sheet.Row().Text(1, label, Style.Label);
}
