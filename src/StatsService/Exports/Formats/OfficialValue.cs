using StatsService.Canonical;
using StatsService.Forms;

namespace StatsService.Exports.Formats;

/// <summary>What a cell of an official table shows.</summary>
internal static class OfficialValue
{
    /// <summary>A number as one; nothing where it is blank; else a word that no program takes for a number.</summary>
    public static void Write(Sheet sheet, int column, CellValue value)
    {
        switch (value)
        {
            case { HasNumber: true }:
                sheet.Number(column, WireValues.Digits(value.Value), StyleOf(value));
                break;
            case { State: CellState.Blank }:
                sheet.Empty(column, Style.Value);
                break;
            default:
                sheet.Text(column, Words(value), Style.Value);
                break;
        }
    }

    /// <summary>The unit beside a value: of money that of the amount, which forms do not always keep to.</summary>
    public static string UnitOf(FormCell cell, CellValue value) => value switch
    {
        { IsAmount: false } => cell.Unit,
        { Unit: AmountUnit.Yuan } => "元",
        { Unit: AmountUnit.TenThousandYuan } => "万元",
        _ => "",
    };

    private static int StyleOf(CellValue value) => value.Unit switch
    {
        AmountUnit.Yuan => Style.Yuan,
        AmountUnit.TenThousandYuan => Style.TenThousandYuan,
        _ => Style.Value,
    };

    private static string Words(CellValue value) => value.State switch
    {
        CellState.NotApplicable => value.Printed ?? "/",
        CellState.Unreadable => $"无法辨认 {value.Printed}".TrimEnd(),
        CellState.Uncertain => $"不确定 {CellRow.Alternatives(value)}",
        _ => "未印",
    };
}
