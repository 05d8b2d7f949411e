namespace StatsService.Forms;

/// <summary>Amounts in yuan.</summary>
internal static class Money
{
    /// <summary>The number, in yuan where it is an amount; null where there is none or its unit is unknown.</summary>
    public static decimal? InYuan(CellValue value, CellType type, AmountUnit formUnit) =>
        !value.HasNumber ? null
        : type != CellType.Amount ? value.Value
        : (value.Unit == AmountUnit.Unspecified ? value with { IsAmount = true, Unit = formUnit } : value).Yuan;
}
