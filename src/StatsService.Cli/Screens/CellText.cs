using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Screens;

/// <summary>What a cell holds, so that nothing looks like a 0 that is none.</summary>
internal static class CellText
{
    public const string Legend =
        "空 = 空白 blank    / = 不适用 not applicable    ？ = 无法辨认 unreadable    未印 = 未印 not printed    a|b = 不确定 uncertain";

    public static string Of(Wire.CellValue? value) => value?.ValueCase switch
    {
        null => "未印",
        Wire.CellValue.ValueOneofCase.Count => Text(value.Count),
        Wire.CellValue.ValueOneofCase.Amount => Of(value.Amount),
        _ when value.Gap == Wire.CellGap.Uncertain => string.Join('|', value.Alternatives.Select(Of)),
        _ => Of(value.Gap, value.Printed),
    };

    public static string Of(Wire.Amount amount) => amount.Value + amount.Unit switch
    {
        Wire.AmountUnit.Yuan => "元",
        Wire.AmountUnit.TenThousandYuan => "万元",
        _ => "",
    };

    private static string Of(Wire.Alternative value) => value.ValueCase switch
    {
        Wire.Alternative.ValueOneofCase.Count => Text(value.Count),
        Wire.Alternative.ValueOneofCase.Amount => Of(value.Amount),
        _ => Of(value.Gap, ""),
    };

    private static string Of(Wire.CellGap gap, string printed) => gap switch
    {
        Wire.CellGap.Blank => "空",
        Wire.CellGap.NotApplicable => printed.Length > 0 ? printed : "/",
        Wire.CellGap.Unreadable => "？",
        _ => "未印",
    };

    private static string Text(long count) => count.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
