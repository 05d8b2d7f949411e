using Google.Rpc;
using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Failures;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Calls;

/// <summary>A refusal travels in headers, of which clients take 8 KiB; whatever was sent, it goes into them.</summary>
public sealed class RefusalsInHeaders(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private static readonly string Long = new('长', 100_000);

    [Fact]
    public async Task Of_hundreds_of_faults_it_names_the_first_and_says_how_many_there_are()
    {
        var report = await Report();
        for (var i = 0; i < 300; i++)
        {
            report.Tables[0].Cells.Add($"applications.no_such_outcome_of_many.{i}@total", new CellValue { Count = 1 });
        }

        var status = await Fits(
            "UNKNOWN_CELL", async () => await service.Reports.FileReportAsync(new() { Report = report }));

        Assert.InRange(status.GetDetail<BadRequest>()!.FieldViolations.Count, 5, 100);
        Assert.Equal("300", status.GetDetail<ErrorInfo>()!.Metadata["violation_count"]);
    }

    [Fact]
    public async Task In_the_body_of_an_answer_it_names_two_hundred()
    {
        var report = await Report();
        for (var i = 0; i < 300; i++)
        {
            report.Tables[0].Cells.Add($"no.such.cell_{i}@total", new CellValue { Count = 1 });
        }

        var refusal = (await service.Reports.ValidateReportAsync(new() { Report = report })).Refusal;

        Assert.Equal(200, refusal.GetDetail<BadRequest>()!.FieldViolations.Count);
        Assert.Equal("300", refusal.GetDetail<ErrorInfo>()!.Metadata["violation_count"]);
    }

    [Fact]
    public async Task Every_broken_rule_of_a_report_that_is_accepted_too_early()
    {
        var report = await Report();
        var i = 0;
        foreach (var value in report.Tables[0].Cells.Values)
        {
            value.Count = 1L << (i++ % 39);
        }

        var filed = (await service.Reports.FileReportAsync(new() { Report = report })).Report;
        var errors = filed.Findings.Count(finding => finding.Strength == FindingStrength.Error);

        var status = await Fits("OPEN_FINDINGS", async () =>
            await service.Reports.AcceptReportAsync(new() { Name = filed.Name, Etag = filed.Etag }));

        var metadata = status.GetDetail<ErrorInfo>()!.Metadata;
        Assert.Equal(20, metadata["findings"].Split(',').Length);
        Assert.Equal($"{errors}", metadata["finding_count"]);
    }

    [Fact]
    public async Task A_value_of_any_length_is_cut_and_the_way_out_still_told()
    {
        var request = new QueryIndicatorsRequest
        {
            Selection = new() { Organs = { "organs/140400" }, FirstYear = 2019 },
            Measures = { new Measure { Indicator = Long } },
        };
        var status = await Fits(
            "UNKNOWN_INDICATOR", async () => await service.Statistics.QueryIndicatorsAsync(request));

        Assert.EndsWith("FormService.ListIndicators.", status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_of_any_length_is_cut_where_it_is_part_of_a_field()
    {
        var report = await Report();
        report.Tables[0].Cells.Add(Long, new CellValue { Count = 1 });

        var status = await Fits(
            "UNKNOWN_CELL", async () => await service.Reports.FileReportAsync(new() { Report = report }));

        var violation = Assert.Single(status.GetDetail<BadRequest>()!.FieldViolations);
        Assert.StartsWith("report.tables[0].cells[\"长长", violation.Field, StringComparison.Ordinal);
        Assert.InRange(violation.Field.Length, 100, 170);
    }

    [Fact]
    public void Where_even_the_sentence_is_too_long_it_is_cut_to_leave_room_for_a_field()
    {
        var text = new Forms.LocalizedText(Long, Long);
        var refusal = new Refusal(Code.InvalidArgument, "INVALID_VALUE", text)
        {
            Violations = [new("a", "INVALID_VALUE", text), new("b", "INVALID_VALUE", text)],
        };

        var status = refusal.ToTrailer();

        Assert.NotEmpty(status.GetDetail<BadRequest>()!.FieldViolations);
        Assert.InRange(SizeOf(status.ToRpcException().Trailers), 1000, 7000);
    }

    [Fact]
    public void A_character_of_two_code_units_is_not_cut_in_half() =>
        Assert.All(Enumerable.Range(600, 8), length =>
        {
            var text = string.Concat(Enumerable.Repeat("𠮷", length)) + (length % 2 == 0 ? "" : "x");
            var cut = new Violation("f", "r", new(text, "x" + text)).Text;
            Assert.DoesNotContain('\uFFFD', new System.Text.UTF8Encoding().GetString(
                System.Text.Encoding.UTF8.GetBytes(cut.Zh + cut.En)));
        });

    private static async Task<Google.Rpc.Status> Fits(string reason, Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(call);
        Assert.InRange(SizeOf(refused.Trailers) + Uri.EscapeDataString(refused.Status.Detail).Length, 100, 7000);
        var status = refused.GetRpcStatus()!;
        Assert.Equal(reason, status.GetDetail<ErrorInfo>()!.Reason);
        return status;
    }

    /// <summary>As clients count: names, values as they travel, and 32 bytes for each.</summary>
    private static int SizeOf(Metadata trailers) => trailers.Sum(entry =>
        entry.Key.Length + 32 + (entry.IsBinary ? entry.ValueBytes.Length * 4 / 3 : entry.Value.Length));

    private async Task<Report> Report() =>
        BalancedReports.Of(await TestOrgans.Register(service) + "/reports/2021-region", 7);
}
