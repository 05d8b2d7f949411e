using Google.Protobuf;
using Grpc.Core;
using Npgsql;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Reports;

/// <summary>Bad input gets the right status, field, reason and both languages, and stores nothing.</summary>
public sealed class BadInput(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string Cell = "applications.received_new@total";

    [Fact]
    public async Task An_empty_request_is_refused() =>
        await StoresNothing(() => Refused.AtField(
            StatusCode.InvalidArgument, "REQUIRED_FIELD", "report",
            async () => await service.Reports.FileReportAsync(new())));

    [Fact]
    public async Task A_report_without_a_name_is_refused() =>
        await StoresNothing(() => Refused.AtField(
            StatusCode.InvalidArgument, "REQUIRED_FIELD", "report.name", async () => await File(new Report())));

    [Theory]
    [InlineData("organs/110116/reports/2018")]
    [InlineData("organs/110116/reports/1999-region")]
    [InlineData("110116/2018-region")]
    [InlineData("organs/1'; drop table x; --/reports/2018-region")]
    public async Task A_name_that_is_no_name_is_refused(string name) =>
        await StoresNothing(() => Refused.AtField(
            StatusCode.InvalidArgument, "INVALID_NAME", "report.name",
            async () => await File(new Report { Name = name })));

    [Fact]
    public async Task An_unknown_organ_is_refused() =>
        await StoresNothing(() => Refused.AtField(
            StatusCode.InvalidArgument, "UNKNOWN_ORGAN", "report.name",
            async () => await File(new Report { Name = "organs/999999/reports/2018-region" })));

    [Fact]
    public async Task An_unknown_form_is_refused() => await Rejects(
        "UNKNOWN_FORM", "report.tables[0].form", table => table.Form = "forms/2035");

    [Fact]
    public async Task An_unknown_table_is_refused() => await Rejects(
        "UNKNOWN_TABLE", "report.tables[0].table", table => table.Table = "table9");

    [Fact]
    public async Task An_unknown_cell_is_refused() => await Rejects(
        "UNKNOWN_CELL",
        """report.tables[0].cells["applications.received_now@total"]""",
        table => table.Cells.Add("applications.received_now@total", new CellValue { Count = 1 }));

    [Fact]
    public async Task A_negative_number_in_a_count_is_refused() => await Rejects(
        "NEGATIVE_COUNT",
        $"""report.tables[0].cells["{Cell}"]""",
        table => table.Cells[Cell] = new CellValue { Count = -1 });

    [Fact]
    public async Task A_fraction_in_a_count_is_refused() => await Rejects(
        "CELL_TYPE_MISMATCH",
        $"""report.tables[0].cells["{Cell}"]""",
        table => table.Cells[Cell] = new CellValue { Amount = new() { Value = "1.5" } });

    [Fact]
    public async Task Text_in_a_number_is_refused() => await Rejects(
        "CELL_TYPE_MISMATCH",
        $"""report.tables[0].cells["{Cell}"].amount.value""",
        table => table.Cells[Cell] = new CellValue { Amount = new() { Value = "许多" } });

    [Fact]
    public async Task A_cell_with_nothing_in_it_is_refused() => await Rejects(
        "CELL_EMPTY", $"""report.tables[0].cells["{Cell}"]""", table => table.Cells[Cell] = new CellValue());

    [Fact]
    public async Task A_second_report_under_one_name_is_refused()
    {
        var report = BalancedReports.Of(await service.NewReport(), 7);
        await File(report);
        var other = BalancedReports.Of(report.Name, 8);

        var status = await StoresNothing(() => Refused.With(
            StatusCode.AlreadyExists, "REPORT_EXISTS", async () => await File(other)));

        Assert.NotEmpty(status.GetDetail<Google.Rpc.ErrorInfo>()!.Metadata["etag"]);
    }

    [Fact]
    public async Task A_stale_etag_is_refused()
    {
        var first = (await File(BalancedReports.Of(await service.NewReport(), 7))).Report;
        var correction = BalancedReports.Of(first.Name, 8);
        correction.Etag = first.Etag;
        await service.Reports.CorrectReportAsync(new() { Report = correction, Reason = "改" });

        await StoresNothing(() => Refused.With(
            StatusCode.Aborted, "STALE_ETAG",
            async () => await service.Reports.WithdrawReportAsync(
                new() { Name = first.Name, Etag = first.Etag, Reason = "误报" })));
    }

    [Fact]
    public async Task A_transition_that_is_not_allowed_is_refused()
    {
        var report = (await File(BalancedReports.Of(await service.NewReport(), 7))).Report;
        report = (await service.Reports.AcceptReportAsync(new() { Name = report.Name, Etag = report.Etag })).Report;

        var status = await StoresNothing(() => Refused.With(
            StatusCode.FailedPrecondition, "WRONG_STATE",
            async () => await service.Reports.AcceptReportAsync(new() { Name = report.Name, Etag = report.Etag })));

        Assert.Equal("ACCEPTED", status.GetDetail<Google.Rpc.ErrorInfo>()!.Metadata["state"]);
    }

    [Fact]
    public async Task A_message_of_5_MB_is_refused()
    {
        var report = BalancedReports.Of(await service.NewReport(), 7);
        report.NarrativeSections.Add(
            new NarrativeSection { Heading = "一", Text = new string('长', 5 * 1024 * 1024 / 3) });

        var status = await StoresNothing(() => Refused.With(
            StatusCode.ResourceExhausted, "TOO_LARGE", async () => await File(report)));

        Assert.Equal("4194304", status.GetDetail<Google.Rpc.ErrorInfo>()!.Metadata["limit"]);
    }

    [Fact]
    public async Task Malformed_protobuf_is_refused() => await StoresNothing(() => Refused.With(
        StatusCode.InvalidArgument, "MALFORMED_MESSAGE", () => RawCalls.FileReport(service, [0x0A, 0xFF, 0x01, 0x02])));

    [Theory]
    [InlineData("on_behalf_of")]
    [InlineData("report.title")]
    [InlineData("report.tables.cells.key")]
    public async Task Text_that_is_not_UTF8_is_refused(string field)
    {
        var request = new FileReportRequest
        {
            Report = BalancedReports.Of(await service.NewReport(), 7),
            OnBehalfOf = "on_behalf_of",
        };
        request.Report.Title = "report.title";
        request.Report.Tables[0].Cells.Add("report.tables.cells.key", new CellValue { Count = 1 });
        var bytes = request.ToByteArray();
        bytes[bytes.AsSpan().LastIndexOf(System.Text.Encoding.UTF8.GetBytes(field))] = 0xFF;

        await StoresNothing(() => Refused.AtField(
            StatusCode.InvalidArgument, "MALFORMED_MESSAGE", field, () => RawCalls.FileReport(service, bytes)));
    }

    private async Task Rejects(string reason, string field, Action<ReportTable> spoil)
    {
        var report = BalancedReports.Of(await service.NewReport(), 7);
        spoil(report.Tables[0]);
        await StoresNothing(() => Refused.AtField(
            StatusCode.InvalidArgument, reason, field, async () => await File(report)));
    }

    private async Task<FileReportResponse> File(Report report) =>
        await service.Reports.FileReportAsync(new() { Report = report });

    private async Task<Google.Rpc.Status> StoresNothing(Func<Task<Google.Rpc.Status>> refused)
    {
        var before = await Stored();
        var status = await refused();
        Assert.Equal(before, await Stored());
        return status;
    }

    /// <summary>How many events, snapshots, receipts and texts there are.</summary>
    private async Task<string> Stored()
    {
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        await using var command = database.CreateCommand("""
            select (select count(*) from ogi.mt_events where type <> 'tombstone')
                || '/' || (select count(*) from ogi.mt_doc_annualreport)
                || '/' || (select count(*) from ogi.request_receipt) || '/' || (select count(*) from ogi.source)
            """);
        return (string)(await command.ExecuteScalarAsync())!;
    }
}
