using System.Globalization;
using StatsService.Cli.Screens;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Statistics;

/// <summary>A figure with what is particular about it.</summary>
internal static class FigureText
{
    /// <summary>Conditions from here on qualify a figure that is there.</summary>
    private const int Qualifies = 20;

    public static string Of(object? value, IEnumerable<Wire.FigureCondition> conditions)
    {
        var particular = conditions.Distinct().ToList();
        var number = value switch
        {
            long count => count.ToString(CultureInfo.InvariantCulture),
            Wire.Amount amount => CellText.Of(amount),
            Wire.Rate rate => Of(rate),
            _ => null,
        };
        var shown = particular.Where(condition => number is null || (int)condition >= Qualifies).Select(Word);
        return string.Join(' ', [number ?? "—", .. shown]);
    }

    private static string? Of(Wire.Rate rate) => rate.HasValue
        ? string.Create(CultureInfo.InvariantCulture, $"{rate.Value:P2} ({rate.Numerator}/{rate.Denominator})")
        : null;

    private static string Word(Wire.FigureCondition condition) => condition switch
    {
        Wire.FigureCondition.Blank => "空白",
        Wire.FigureCondition.NotApplicable => "不适用",
        Wire.FigureCondition.Unreadable => "无法辨认",
        Wire.FigureCondition.Uncertain => "不确定",
        Wire.FigureCondition.NotPrinted => "未印",
        Wire.FigureCondition.NotOnForm => "表中无",
        Wire.FigureCondition.NotReported => "未报",
        Wire.FigureCondition.NoDenominator => "无分母",
        Wire.FigureCondition.Mixed => "口径不一",
        Wire.FigureCondition.Partial => "不全",
        Wire.FigureCondition.Derived => "推算",
        Wire.FigureCondition.Near => "近似",
        Wire.FigureCondition.Disputed => "存疑",
        Wire.FigureCondition.StatedInText => "正文",
        _ => condition.ToString(),
    };
}
