using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.MadeUpReports;

namespace StatsService.Tests.Reports;

/// <summary>A correction tells what it changed: cells, and what stands beside them.</summary>
public sealed class ChangesOfACorrection(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string Cell = "applications.received_new@total";

    [Fact]
    public async Task A_correction_of_nothing_stores_nothing()
    {
        var filed = await service.File(BalancedReports.Of(await service.NewReport(), 7));

        var answer = await Correct(filed, BalancedReports.Of(filed.Name, 7));

        Assert.False(answer.Changed);
        Assert.Empty(answer.ChangedFields);
        Assert.Equal(1, answer.Report.Revision);
    }

    [Fact]
    public async Task A_correction_of_what_stands_beside_the_cells_names_the_fields_and_no_cell()
    {
        var filed = await service.File(BalancedReports.Of(await service.NewReport(), 7));
        var correction = BalancedReports.Of(filed.Name, 7);
        correction.Title = "更正后的报告";
        correction.DocumentNumber = "测政办〔2022〕2号";
        correction.PublicationDate = new() { Year = 2022, Month = 1, Day = 31 };
        correction.IssuingOffice = "办公室";
        correction.Source = new() { Uri = "https://example.org/b.html" };
        correction.NarrativeSections.Add(new NarrativeSection { Heading = "一", Text = "总体情况" });
        correction.StatedFigures.Add(Stated("t1", "applications.received", 7));
        correction.Tables[0].Note = "含上年结转";

        var answer = await Correct(filed, correction);
        var revision = (await service.Reports.ListReportRevisionsAsync(new() { Parent = filed.Name })).Revisions[0];

        Assert.True(answer.Changed);
        Assert.Empty(answer.Changes);
        Assert.Equal(
            [
                "title", "document_number", "publication_date", "issuing_office", "tables", "stated_figures",
                "narrative_sections", "source",
            ],
            answer.ChangedFields);
        Assert.Equal(answer.ChangedFields, revision.ChangedFields);
    }

    [Fact]
    public async Task A_zero_more_in_an_amount_is_a_change()
    {
        var name = await service.NewReport();
        var filed = await service.File(WithAmount(name, "1.5"));

        var answer = await Correct(filed, WithAmount(name, "1.50"));

        var change = Assert.Single(answer.Changes);
        Assert.Equal(("1.5", "1.50"), (change.OldValue.Amount.Value, change.NewValue.Amount.Value));
        Assert.Equal("1.50", Assert.Single(answer.Report.Tables[0].Cells.Values, cell => cell.Amount is not null)
            .Amount.Value);
        Assert.False((await Correct(answer.Report, WithAmount(name, "1.50"))).Changed);
    }

    [Fact]
    public async Task A_report_filed_in_place_of_a_withdrawn_one_stands_in_the_history_of_a_cell_that_it_changed()
    {
        var filed = await service.File(BalancedReports.Of(await service.NewReport(), 7));
        await service.Reports.WithdrawReportAsync(new() { Name = filed.Name, Etag = filed.Etag, Reason = "误报" });
        var again = await service.File(BalancedReports.Of(filed.Name, 8));
        await Correct(again, BalancedReports.Of(filed.Name, 9));

        var revisions = (await service.Reports.ListReportRevisionsAsync(
            new() { Parent = filed.Name, Cell = Cell })).Revisions;
        var others = (await service.Reports.ListReportRevisionsAsync(
            new() { Parent = filed.Name, Cell = "applications.carried_in@total" })).Revisions;

        Assert.Equal([ChangeKind.Corrected, ChangeKind.Filed], revisions.Select(revision => revision.Kind));
        var change = Assert.Single(revisions[1].Changes, change => change.Cell == Cell);
        Assert.Equal((7, 8), (change.OldValue.Count, change.NewValue.Count));
        Assert.Empty(others);
    }

    [Fact]
    public async Task The_history_of_a_cell_that_no_form_has_is_refused_with_the_nearest()
    {
        var filed = await service.File(BalancedReports.Of(await service.NewReport(), 7));

        var status = await Refused.AtField(StatusCode.InvalidArgument, "UNKNOWN_CELL", "cell", async () =>
            await service.Reports.ListReportRevisionsAsync(
                new() { Parent = filed.Name, Cell = "applications.received_now@total" }));

        Assert.Equal(Cell, status.GetDetail<Google.Rpc.ErrorInfo>()!.Metadata["nearest"]);
    }

    [Fact]
    public async Task Revisions_come_in_pages()
    {
        var report = await service.File(BalancedReports.Of(await service.NewReport(), 1));
        for (var i = 2; i < 6; i++)
        {
            report = (await Correct(report, BalancedReports.Of(report.Name, i))).Report;
        }

        var request = new ListReportRevisionsRequest { Parent = report.Name, PageSize = 2 };
        var names = new List<string>();
        do
        {
            var page = await service.Reports.ListReportRevisionsAsync(request);
            names.AddRange(page.Revisions.Select(revision => revision.Name));
            request.PageToken = page.NextPageToken;
            report = (await Correct(report, BalancedReports.Of(report.Name, report.Revision + 5))).Report;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(new[] { 5, 4, 3, 2, 1 }.Select(version => $"{report.Name}/revisions/{version}"), names);
    }

    private static Report WithAmount(string name, string value)
    {
        var table = Table("table2", "2021");
        table.Cells["fees.administrative.amount_10k_yuan"] = new() { Amount = new() { Value = value } };
        return Of(name.Split("/reports/")[0], "2021-region", table);
    }

    private async Task<CorrectReportResponse> Correct(Report before, Report correction)
    {
        correction.Etag = before.Etag;
        return await service.Reports.CorrectReportAsync(new() { Report = correction, Reason = "更正" });
    }
}
