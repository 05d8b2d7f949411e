using System.Globalization;
using StatsService.Canonical;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Proof;

/// <summary>How a figure came about, in plain words.</summary>
internal sealed class FigureSentence(
    FormCatalog catalog, Wire.FigureHeader header, Wire.Figure figure, Explanation explanation)
{
    public Wire.LocalizedText Write()
    {
        LocalizedText[] sentences = [Value(), Basis(), Made(), .. Notes()];
        return new()
        {
            Zh = string.Concat(sentences.Select(sentence => sentence.Zh)),
            En = string.Join(' ', sentences.Select(sentence => sentence.En).Where(text => text.Length > 0)),
        };
    }

    private LocalizedText Value()
    {
        var (zh, en) = Title(figure.Measure.Indicator);
        var (below, belowEn) = figure.Measure.Denominator.Length == 0 ? new("", "") : Title(figure.Measure.Denominator);
        var (what, whatEn) = below.Length == 0
            ? ($"“{zh}”", $"'{en}'")
            : ($"“{zh}”占“{below}”的比率", $"'{en}' / '{belowEn}'");
        var (value, valueEn) = figure.ValueCase switch
        {
            Wire.Figure.ValueOneofCase.Count => Same($"{figure.Count}"),
            Wire.Figure.ValueOneofCase.Amount => ($"{figure.Amount.Yuan}元", $"{figure.Amount.Yuan} yuan"),
            Wire.Figure.ValueOneofCase.Rate when figure.Rate.HasValue => (
                $"{Percent(figure.Rate.Value)}（分子{figure.Rate.Numerator}，分母{figure.Rate.Denominator}）",
                $"{Percent(figure.Rate.Value)} (numerator {figure.Rate.Numerator}, "
                + $"denominator {figure.Rate.Denominator})"),
            _ => ("", ""),
        };
        var subject = $"{header.Title}{header.Year}年度{what}";
        var subjectEn = $"{header.Title} {header.Year}, {whatEn}";
        return value.Length > 0
            ? new($"{subject}为{value}。", $"{subjectEn}: {valueEn}.")
            : new($"{subject}没有数字：{Why().Zh}。", $"{subjectEn}: no figure, {Why().En}.");
    }

    private LocalizedText Basis()
    {
        if (header.SubjectCase == Wire.FigureHeader.SubjectOneofCase.Organ)
        {
            return header.Revision.Length == 0
                ? new("没有可用的在案报告。", "There is no report on file for it.")
                : new($"取自该机关的报告{header.Revision}。", $"Taken from the organ's report {header.Revision}.");
        }

        var coverage = header.Coverage;
        var (zh, en) = (header.Basis, header.Scope) switch
        {
            (Wire.Basis.Published, Wire.Scope.Level) =>
                ("取自其政府为本级填报的数据", "Taken from what its government stated for the level"),
            (Wire.Basis.Published, _) =>
                ("取自其政府公布的本行政区域数据", "Taken from what its government published for the region"),
            (Wire.Basis.Vertical, _) =>
                ("由垂直管理系统的报告相加", "Added up from the reports of vertical systems"),
            (_, Wire.Scope.Level) => ("由所属机关的报告相加", "Added up from the reports of its organs"),
            _ => ("由本级和下级逐级汇总", "Added up from its level and the divisions below"),
        };
        var (missing, missingEn) = coverage.MissingCount == 0
            ? ("，无缺报", ", none missing")
            : ($"，缺{coverage.MissingCount}份", $", {coverage.MissingCount} missing");
        var (copies, copiesEn) = coverage.CopyCount == 0
            ? ("", "")
            : ($"，其中{coverage.CopyCount}份被标记为副本而未计入", $", {coverage.CopyCount} of them marked copies and left out");
        return new(
            $"{zh}：应有{coverage.ExpectedCount}份报告，已有{coverage.ReportedCount}份{copies}{missing}。",
            $"{en}: {coverage.ReportedCount} of {coverage.ExpectedCount} reports expected{copiesEn}{missingEn}.");
    }

    /// <summary>Of how many reports a sum is made, or of which cells the figure of one.</summary>
    private LocalizedText Made()
    {
        var zh = new List<string>();
        var en = new List<string>();
        var stated = header.Basis is Wire.Basis.Unspecified or Wire.Basis.Published;
        var one = stated && explanation.Contributions is [var only] ? only.Written.Cells : null;
        foreach (var (count, text, english) in one is null ? Parts(figure.Parts) : Cells(one))
        {
            if (count > 0)
            {
                zh.Add($"{text.Replace("#", $"{count}", StringComparison.Ordinal)}");
                en.Add($"{english.Replace("#", $"{count}", StringComparison.Ordinal)}");
            }
        }

        return zh.Count == 0
            ? new("", "")
            : new($"其中{string.Join('，', zh)}。", $"Of these {string.Join(", ", en)}.");
    }

    private IEnumerable<(int Count, string Zh, string En)> Parts(Wire.Parts? parts) => parts is null
        ? []
        :
        [
            (parts.ValueCount, "#份有数", "# give a number"),
            (parts.BlankCount, "#份空白", "# are blank"),
            (parts.NotApplicableCount, "#份不适用", "# say not applicable"),
            (explanation.ProvedZero, "无数者中#份由表内关系证明为0", "# of those without a number are proved to be 0"),
            (parts.UncertainCount, "#份不确定或无法辨认而未计入", "# are uncertain or unreadable and left out"),
            (parts.AbsentCount, "#份没有该行或该表", "# have no such row or table"),
        ];

    private static IEnumerable<(int Count, string Zh, string En)> Cells(IReadOnlyList<Wire.FigureCell> cells) =>
    [
        (cells.Count(cell => cell.Value.ValueCase != Wire.CellValue.ValueOneofCase.Gap),
            "#个单元格有数", "# cells have a number"),
        (cells.Count(cell => cell.Value.ValueCase == Wire.CellValue.ValueOneofCase.Gap && !cell.ProvedZero),
            "#个空白或无数", "# are blank or have none"),
        (cells.Count(cell => cell.ProvedZero), "#个无数但由表内关系证明为0", "# have none and are proved to be 0"),
    ];

    private IEnumerable<LocalizedText> Notes() => figure.Conditions.Select(condition => condition switch
    {
        Wire.FigureCondition.Partial => new LocalizedText(
            "有的部分没有数字，因此这是下限。", "Some parts have no number, so it is a lower bound."),
        Wire.FigureCondition.Derived => new("表上未印，由各分项相加。", "It is not printed but added up from its parts."),
        Wire.FigureCondition.Near => new("口径相近而不完全相同。", "It is measured nearly, not exactly, as defined."),
        Wire.FigureCondition.Disputed => new(
            "有强度为ERROR的检查发现未处理。", "An open finding of strength ERROR concerns it."),
        Wire.FigureCondition.StatedInText => new("含正文中的数字。", "Figures in sentences are in it."),
        _ => new("", ""),
    });

    private LocalizedText Why() => figure.Conditions.FirstOrDefault() switch
    {
        Wire.FigureCondition.Blank => new("空白", "it is blank"),
        Wire.FigureCondition.NotApplicable => new("标为不适用", "it is marked as not applicable"),
        Wire.FigureCondition.Unreadable => new("无法辨认或单位不明", "it is unreadable, or its unit is unknown"),
        Wire.FigureCondition.Uncertain => new("有多种读法", "several readings are possible"),
        Wire.FigureCondition.NotPrinted => new("未印该行或该列", "the row or column is not printed"),
        Wire.FigureCondition.NotOnForm => new("表格没有该项", "the form does not ask for it"),
        Wire.FigureCondition.NoDenominator => new("分母为0或没有分母", "there is nothing to divide by"),
        Wire.FigureCondition.NotAdditive => new("不同机关的该项不可相加", "figures of several organs cannot be added"),
        _ => new("没有报告载明", "no report states it"),
    };

    private LocalizedText Title(string name)
    {
        var title = catalog.Indicators[IndicatorNames.Read(name)].Title;
        var column = ApplicantColumn.Of((ApplicantKind)figure.Measure.Applicant);
        return figure.Measure.Applicant == Wire.ApplicantKind.Unspecified
            || catalog.Forms.Values.SelectMany(form => form.Cells.Values)
                .FirstOrDefault(cell => cell.Column == column)?.ColumnLabel is not { } label
            ? title
            : new($"{title.Zh}（{label.Zh}）", $"{title.En} ({label.En})");
    }

    private static string Percent(double value) =>
        (100 * value).ToString("0.00", CultureInfo.InvariantCulture) + "%";

    private static (string Zh, string En) Same(string text) => (text, text);
}
