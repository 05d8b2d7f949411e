using System.Globalization;
using StatsService.Cli.Screens;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Statistics;

/// <summary>A figure with what is particular about it.</summary>
internal static class FigureText
{
    /// <summary>Conditions from here on qualify a figure that is there.</summary>
    private const int Qualifies = 20;

    /// <param name="value">A count, an amount, a rate; null where there is none.</param>
    public static FigureLine Line(string code, object? value, IReadOnlyCollection<Wire.FigureCondition> conditions)
    {
        var number = value switch
        {
            long count => count.ToString(CultureInfo.InvariantCulture),
            Wire.Amount amount => CellText.Of(amount),
            Wire.Rate rate => Of(rate),
            _ => null,
        };
        var shown = conditions.Where(condition => number is null || (int)condition >= Qualifies).Distinct();
        return new(
            Order: 0,
            Title(code.Split('/', '@')[0]),
            code,
            number is null && conditions.Count == 0 ? "" : string.Join(' ', [number ?? "—", .. shown.Select(Word)]),
            number is not null || conditions.Any(condition =>
                condition is not (Wire.FigureCondition.NotOnForm or Wire.FigureCondition.NotReported)));
    }

    private static string? Of(Wire.Rate rate) => rate.HasValue
        ? string.Create(CultureInfo.InvariantCulture, $"{rate.Value:P2} ({rate.Numerator}/{rate.Denominator})")
        : null;

    /// <summary>Of an indicator or of a rate; those of applications are fields without their prefix.</summary>
    private static string Title(string code) =>
        FormCatalog.Default.Indicator(code)?.Title.Zh ?? (Rate(code) ?? Rate("applications." + code))?.Title.Zh ?? "";

    private static Rate? Rate(string name) => FormCatalog.Default.Rates.FirstOrDefault(rate => rate.Name == name);

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
        Wire.FigureCondition.NotAdditive => "不可相加",
        Wire.FigureCondition.Partial => "不全",
        Wire.FigureCondition.Derived => "推算",
        Wire.FigureCondition.Near => "近似",
        Wire.FigureCondition.Disputed => "存疑",
        Wire.FigureCondition.StatedInText => "正文",
        _ => condition.ToString(),
    };
}
