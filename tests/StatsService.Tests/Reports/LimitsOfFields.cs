using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.MadeUpReports;

namespace StatsService.Tests.Reports;

/// <summary>What is too long, out of range or contradictory is refused by its field.</summary>
public sealed class LimitsOfFields(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string Cell = "applications.received_new@total";

    public static TheoryData<string, string, Action<Report>> InReports => new()
    {
        { "TOO_LONG", "title", report => report.Title = new string('长', 201) },
        { "INVALID_VALUE", "title", report => report.Title = "测试\0报告" },
        { "INVALID_VALUE", "issuing_office", report => report.IssuingOffice = "办公\n室" },
        { "TOO_LONG", "tables[0].printed_scope", report => report.Tables[0].PrintedScope = new string('长', 201) },
        {
            "TOO_LONG", "tables[0].section_scopes[0].printed_scope",
            report => report.Tables[0].SectionScopes.Add(
                new SectionScope { Section = "table3", Scope = Scope.Level, PrintedScope = new string('长', 201) })
        },
        { "INVALID_VALUE", "stated_figures[0].year", report => report.StatedFigures.Add(InYear(1948)) },
        { "INVALID_VALUE", "stated_figures[0].year", report => report.StatedFigures.Add(InYear(2101)) },
        { "INVALID_VALUE", $"tables[0].cells[\"{Cell}\"].span", report => Span(report, -1, 1) },
        { "INVALID_VALUE", $"tables[0].cells[\"{Cell}\"].span", report => Span(report, 0, -1) },
        { "INVALID_VALUE", $"tables[0].cells[\"{Cell}\"].span", report => Span(report, long.MaxValue, 1) },
        { "TOO_MANY", "narrative_sections", report => Sections(report, 51, new() { Text = "文" }) },
        {
            "TOO_LONG", "narrative_sections[0].heading",
            report => Sections(report, 1, new() { Heading = new string('长', 201), Text = "文" })
        },
        {
            "TOO_LONG", "narrative_sections[0].text",
            report => Sections(report, 1, new() { Text = new string('长', 200_001) })
        },
        { "REQUIRED_FIELD", "narrative_sections[0].text", report => Sections(report, 1, new() { Heading = "一" }) },
        {
            "INVALID_NAME", "narrative_sections[0].source",
            report => Sections(report, 1, new() { Source = "sources/1" })
        },
        {
            "INVALID_VALUE", "narrative_sections[0].source",
            report => Sections(report, 1, new() { Text = "文", Source = "sources/" + new string('0', 64) })
        },
    };

    [Theory]
    [MemberData(nameof(InReports))]
    public async Task A_field_of_a_report_that_is_too_long_or_out_of_range_is_refused(
        string reason, string field, Action<Report> spoil)
    {
        var report = BalancedReports.Of(await service.NewReport(), 7);
        spoil(report);

        await Refused.AtField(StatusCode.InvalidArgument, reason, "report." + field, async () =>
            await service.Reports.FileReportAsync(new() { Report = report }));
    }

    public static TheoryData<string, string, ReturnNotice> InNotices => new()
    {
        { "REQUIRED_FIELD", "notice.reason", new() },
        { "TOO_LONG", "notice.reason", new() { Reason = new string('核', 1001) } },
        { "REQUIRED_FIELD", "notice.remarks[0].table", Remark(new() { Cell = Cell, Remark = "核对" }) },
        { "REQUIRED_FIELD", "notice.remarks[0].remark", Remark(new() { Table = "table3" }) },
        { "TOO_LONG", "notice.remarks[0].remark", Remark(new() { Table = "table3", Remark = new string('核', 1001) }) },
        { "UNKNOWN_TABLE", "notice.remarks[0].table", Remark(new() { Table = "table9", Remark = "核对" }) },
        { "UNKNOWN_CELL", "notice.remarks[0].cell", Remark(new() { Table = "table3", Cell = "x@y", Remark = "核对" }) },
        {
            "UNKNOWN_CELL", "notice.remarks[0].cell",
            Remark(new() { Table = "table4", Cell = Cell, Remark = "第四张表没有这一格" })
        },
    };

    [Theory]
    [MemberData(nameof(InNotices))]
    public async Task A_field_of_a_return_notice_that_cannot_be_is_refused(
        string reason, string field, ReturnNotice notice)
    {
        var filed = await service.File(BalancedReports.Of(await service.NewReport(), 7));

        await Refused.AtField(StatusCode.InvalidArgument, reason, field, async () =>
            await service.Reports.ReturnReportAsync(new() { Name = filed.Name, Etag = filed.Etag, Notice = notice }));
    }

    [Fact]
    public async Task Remarks_on_a_cell_a_table_and_a_table_that_is_missing_are_taken()
    {
        var filed = await service.File(BalancedReports.Of(await service.NewReport(), 7));
        var notice = Remark(new() { Table = "table3", Cell = Cell, Remark = "核对" });
        notice.Remarks.Add(new CellRemark { Table = "table3", Remark = "核对" });
        notice.Remarks.Add(new CellRemark { Table = "table4", Remark = "缺表" });

        var returned = (await service.Reports.ReturnReportAsync(
            new() { Name = filed.Name, Etag = filed.Etag, Notice = notice })).Report;

        Assert.Equal(notice, returned.ReturnNotice);
    }

    [Fact]
    public async Task Beside_a_title_that_is_none_an_unknown_organ_is_told_all_the_same()
    {
        foreach (var title in new[] { new string('长', 100_000) + "2021", "长治\0市人民政府2021年" })
        {
            await Refused.AtField(StatusCode.InvalidArgument, "UNKNOWN_ORGAN", "report.name", async () =>
                await service.Reports.FileReportAsync(
                    new() { Report = new() { Name = "organs/no-such-organ/reports/2021-region", Title = title } }));
        }
    }

    [Fact]
    public async Task A_negative_revision_is_refused()
    {
        var filed = await service.File(BalancedReports.Of(await service.NewReport(), 7));

        await Refused.AtField(StatusCode.InvalidArgument, "INVALID_VALUE", "revision", async () =>
            await service.Reports.GetReportAsync(new() { Name = filed.Name, Revision = -1 }));
    }

    [Fact]
    public async Task A_change_without_an_etag_is_refused()
    {
        var name = (await service.File(BalancedReports.Of(await service.NewReport(), 7))).Name;
        var correction = BalancedReports.Of(name, 8);
        await Demands("report.etag", async () =>
            await service.Reports.CorrectReportAsync(new() { Report = correction, Reason = "改" }));
        await Demands("etag", async () =>
            await service.Reports.ReturnReportAsync(new() { Name = name, Notice = new() { Reason = "核对" } }));
        await Demands("etag", async () => await service.Reports.AcceptReportAsync(new() { Name = name }));
        await Demands("etag", async () =>
            await service.Reports.ConfirmFindingAsync(new() { Name = name, Reason = "一致", FindingIds = { "x" } }));
        await Demands("etag", async () =>
            await service.Reports.WithdrawReportAsync(new() { Name = name, Reason = "误报" }));
    }

    private static Task<Google.Rpc.Status> Demands(string field, Func<Task> call) =>
        Refused.AtField(StatusCode.InvalidArgument, "REQUIRED_FIELD", field, call);

    private static ReturnNotice Remark(CellRemark remark) => new() { Reason = "请核对", Remarks = { remark } };

    private static StatedFigure InYear(int year)
    {
        var figure = Stated("t1", "applications.received", 7);
        figure.Year = year;
        return figure;
    }

    private static void Span(Report report, long offset, int length) =>
        report.Tables[0].Cells[Cell].Span = new() { Offset = offset, Length = length };

    private static void Sections(Report report, int count, NarrativeSection section) =>
        report.NarrativeSections.Add(Enumerable.Repeat(section, count));
}
