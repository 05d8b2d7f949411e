using System.Globalization;
using StatsService.Canonical;
using StatsService.Log;
using StatsService.Registry;
using Column = StatsService.Exports.ExportColumn<StatsService.Exports.CellRow>;
using Wire = Ogi.Stats.V1;

namespace StatsService.Exports;

/// <summary>The columns of an export of reports.</summary>
internal static class CellColumns
{
    public static readonly IReadOnlyList<Column> All =
    [
        Column.Text("report", "报告名称", "The report's name", row => row.Report.Id),
        Column.Integer("revision", "报告的版次", "The report's revision", row => row.Report.Version),
        Column.Text("report_state", "报告状态：FILED在案、RETURNED已退回、ACCEPTED已接受、WITHDRAWN已撤回",
            "The report's state", row => ExportWords.Of(row.Report.State)),
        Column.Text("event_time", "形成该版次的时间（UTC）", "When that revision came about, in UTC", row => Time(row)),
        Column.Text("organ", "机关", "The organ", row => Organ.Prefix + row.Report.Organ),
        Column.Text("organ_title", "机关在该年度的名称", "The organ's name in that year", row => row.Stored.Organ.Title),
        Column.Text("division", "报送时机关所在的行政区划", "The organ's division when it was filed",
            row => Division.Prefix + row.Stored.Organ.Division),
        Column.Integer("year", "报告年度", "The report year", row => row.Report.Year),
        Column.Text("scope", "报告的口径：ORGAN本机关、LEVEL本级、REGION本行政区域、UNKNOWN不明",
            "What the report covers", row => ExportWords.Of((Wire.Scope)row.Report.Scope)),
        Column.Text("copy_of", "被标记为哪份报告的副本；副本不计入汇总",
            "The report that it is marked a copy of; then it is in no sum", row => row.Report.CopyOf),
        Column.Text("origin", "数字出处：TABLE表、TEXT正文", "Where it stands: in a table or in a sentence",
            row => ExportWords.Of(row.Origin)),
        Column.Text("form", "报表", "The form", row => row.Form.Length > 0 ? "forms/" + row.Form : ""),
        Column.Text("table", "表", "The table", row => row.Cell?.Table),
        Column.Text("section", "表内部分", "The section of the table", row => row.Cell?.Section),
        Column.Text("covers", "该数字的口径，可能与报告不同", "What the figure covers, which may differ from the report's scope",
            row => ExportWords.Of((Wire.Scope)row.Covers)),
        Column.Text("cell", "单元格代码；正文数字为其编号", "The cell's code; of a sentence the figure's id",
            row => row.Cell?.Code ?? row.Stated!.Id),
        Column.Text("row_zh", "行", "The row, in Chinese", row => row.Cell?.RowName.Zh),
        Column.Text("row_en", "行（英文）", "The row, in English", row => row.Cell?.RowName.En),
        Column.Text("column_zh", "列", "The column, in Chinese", row => row.Cell?.ColumnLabel?.Zh),
        Column.Text("column_en", "列（英文）", "The column, in English", row => row.Cell?.ColumnLabel?.En),
        Column.Texts("indicators", "所度量的指标", "The indicators that it measures", row => row.Indicators),
        Column.Text("state",
            "VALUE数字、ZERO印为0、BLANK空白、NOT_APPLICABLE不适用、UNREADABLE无法辨认、NOT_PRINTED未印、UNCERTAIN不确定",
            "What it holds; only VALUE and ZERO have a value, and none of the others means 0", row => row.State),
        Column.Decimal("value", "数值，按unit计；没有数字则为空", "The number in its unit; empty where there is none",
            row => row.Value.HasNumber ? row.Value.Value : null),
        Column.Text("unit", "单位；金额为YUAN元、TEN_THOUSAND_YUAN万元，为空则不明",
            "The unit, in Chinese; of money YUAN or TEN_THOUSAND_YUAN, empty where unknown", row => row.Unit),
        Column.Decimal("yuan", "金额折合元", "Money in yuan",
            row => row.Value.Yuan is { } yuan ? WireAmounts.Trimmed(yuan) : null),
        Column.Text("printed", "所印文字，仅当它说明得更多", "The text as printed where it says more", row => row.Value.Printed),
        Column.Text("alternatives", "不确定时可能的读数", "The possible readings of what is uncertain",
            row => CellRow.Alternatives(row.Value)),
        Column.Integer("stated_year", "正文数字所指年度，仅当不是报告年度",
            "The year that a sentence speaks of, where it is not the report's", row => row.Stated?.Year),
        Column.Text("sentence", "正文原句", "The sentence", row => row.Stated?.Sentence),
    ];

    private static string Time(CellRow row) => EventChain.Time(row.Stored.Last)
        .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
