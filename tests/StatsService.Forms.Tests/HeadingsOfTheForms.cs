using StatsService.Country;
using StatsService.Forms.Tests.Support;

namespace StatsService.Forms.Tests;

/// <summary>The printed headings that have no cells: what a client needs to draw a form.</summary>
public sealed class HeadingsOfTheForms
{
    private static readonly FormCatalog Catalog = FormCatalog.Default;

    [Theory]
    [InlineData("2019", "received_new", "")]
    [InlineData("2019", "carried_out", "")]
    [InlineData("2019", "outcome.disclosed", "三、本年度办理结果")]
    [InlineData("2019", "outcome.not_disclosed.state_secret", "三、本年度办理结果 （三）不予公开")]
    [InlineData("2021", "outcome.unable_to_provide.not_held", "三、本年度办理结果 （四）无法提供")]
    [InlineData("2021", "outcome.not_processed.repeated", "三、本年度办理结果 （五）不予处理")]
    [InlineData("2019", "outcome.other_handling.total", "三、本年度办理结果")]
    [InlineData("2021", "outcome.other_handling.other", "三、本年度办理结果 （六）其他处理")]
    [InlineData("2021", "outcome.total", "三、本年度办理结果")]
    public void A_row_of_table_3_stands_under(string form, string row, string headings) => Assert.All(
        Catalog.Form(form)!.Cells.Values.Where(cell => cell.Row == "applications." + row),
        cell => Assert.Equal(headings, Zh(cell.RowGroups)));

    [Theory]
    [InlineData("natural_person", "申请人情况")]
    [InlineData("business_enterprise", "申请人情况 法人或其他组织")]
    [InlineData("other_organization", "申请人情况 法人或其他组织")]
    [InlineData("total", "申请人情况")]
    public void A_column_of_table_3_stands_under(string column, string headings) => Assert.All(
        Catalog.Form("2021")!.Cells.Values.Where(cell => cell.Column == column),
        cell => Assert.Equal(headings, Zh(cell.ColumnGroups)));

    [Theory]
    [InlineData("reviews.upheld", "行政复议", "", "行政复议")]
    [InlineData("litigation.direct.total", "未经复议直接起诉", "行政诉讼", "行政诉讼 未经复议直接起诉")]
    [InlineData("litigation.after_review.other", "复议后起诉", "行政诉讼", "行政诉讼 复议后起诉")]
    public void In_table_4_which_is_one_row_all_headings_stand_above_the_columns(
        string code, string row, string rowGroups, string columnGroups)
    {
        var cell = Catalog.Form("2021")!.Cells[code];

        Assert.Equal((row, rowGroups, columnGroups), (cell.RowLabel.Zh, Zh(cell.RowGroups), Zh(cell.ColumnGroups)));
    }

    [Theory]
    [InlineData("2014", "proactive.total", "一、主动公开情况")]
    [InlineData("2014", "proactive.channel.gazette", "一、主动公开情况 （二）通过不同渠道和方式公开政府信息的情况")]
    [InlineData("2014-beijing", "proactive.channel.gazette", "一、主动公开情况 （三）通过不同渠道和方式公开政府信息的情况")]
    [InlineData("2014-beijing", "proactive.key_areas.audit", "一、主动公开情况")]
    [InlineData("2014", "response.hot_topics_total", "二、回应解读情况")]
    [InlineData("2014", "response.other_events", "二、回应解读情况 （二）通过不同渠道和方式回应解读的情况")]
    [InlineData("2014", "replies.not_exist", "三、依申请公开情况")]
    [InlineData("2014", "reviews.total", "")]
    [InlineData("2014", "staff.special_funds", "八、机构建设和保障经费情况")]
    [InlineData("2014", "training.classes", "九、政府信息公开会议和培训情况")]
    public void A_row_of_the_2014_form_stands_under(string form, string row, string headings) =>
        Assert.Equal(headings, Zh(Catalog.Form(form)!.Cells["f2014." + row].RowGroups));

    [Theory]
    [InlineData("2021", "applications.outcome.other_handling.other@total", "（六）其他处理：3.其他（总计）",
        "Otherwise handled: Other (Total)")]
    [InlineData("2021", "litigation.direct.upheld", "行政诉讼：未经复议直接起诉（结果维持）",
        "Litigation: Direct, without reconsideration (Upheld)")]
    [InlineData("2014", "f2014.litigation.corrected", "五、行政诉讼数量：（二）被依法纠错数", "Litigation cases: Corrected")]
    [InlineData("2014", "f2014.replies.refused.trade_secret", "4.不同意公开答复数：涉及商业秘密", "Refused: Trade secret")]
    [InlineData("2019", "actions.other_external.levy.decisions", "其他对外管理服务事项：行政征收（处理决定数量）",
        "Other external administration and services: Levies (decisions)")]
    public void A_label_tells_rows_of_the_same_words_apart(string form, string code, string zh, string en) =>
        Assert.Equal(new(zh, en), Catalog.Form(form)!.Cells[code].Label);

    [Fact]
    public void No_two_cells_of_a_table_have_the_same_label() => Assert.All(
        Catalog.Forms.Values.SelectMany(form => form.Tables),
        table => Assert.Equal(table.Cells.Count, table.Cells.Select(cell => cell.Label.Zh).Distinct().Count()));

    [Fact]
    public void A_finding_names_the_row_under_its_heading()
    {
        var report = Sample.Balanced("2021").Add("applications.outcome.other_handling.other@natural_person", 1);

        var finding = Catalog.Check(report, Breaks.City).Findings.First(f => f.Rule.Id == "2021.table3.row");

        Assert.StartsWith("“（六）其他处理：3.其他”行：", finding.Message.Zh, StringComparison.Ordinal);
        Assert.StartsWith("Otherwise handled: Other: ", finding.Message.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2019")]
    [InlineData("2021")]
    public void Outcomes_are_parts_of_their_total_and_results_of_theirs(string form)
    {
        var cells = Catalog.Form(form)!.Cells.Values;

        Assert.All(cells.Where(cell => cell.Table is "table3"), cell => Assert.Equal(
            cell.Row.StartsWith(FormRows.Out, StringComparison.Ordinal) && cell.Row != FormRows.Out + "total"
                ? FormRows.Out + "total"
                : null,
            cell.Parent));
        Assert.All(cells.Where(cell => cell.Table is "table4"), cell => Assert.Equal(
            cell.Code.EndsWith(".total", StringComparison.Ordinal)
                ? null
                : cell.Code[..cell.Code.LastIndexOf('.')] + ".total",
            cell.Parent));
    }

    private static string Zh(IEnumerable<LocalizedText> headings) =>
        string.Join(' ', headings.Select(heading => heading.Zh));
}
