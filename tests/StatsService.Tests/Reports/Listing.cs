using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Reports;

/// <summary>Lists hold what the filter says, in stable pages.</summary>
public sealed class Listing(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Reports_of_an_organ_are_listed_by_year_state_form_and_strength()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(BalancedReports.Of($"{organ}/reports/2021-region", 7));
        await service.File(BalancedReports.WithOneError($"{organ}/reports/2022-region", 7));
        var withdrawn = await service.File(BalancedReports.Of($"{organ}/reports/2023-region", 7));
        await service.Reports.WithdrawReportAsync(
            new() { Name = withdrawn.Name, Etag = withdrawn.Etag, Reason = "误报" });

        Assert.Equal([2021, 2022], await Years(organ, new()));
        Assert.Equal([2022], await Years(organ, new() { FirstYear = 2022 }));
        Assert.Equal([2021], await Years(organ, new() { LastYear = 2021 }));
        Assert.Equal([2023], await Years(organ, new() { States = { ReportState.Withdrawn } }));
        Assert.Equal([2022], await Years(organ, new() { MinStrength = FindingStrength.Error }));
        Assert.Equal([2021, 2022], await Years(organ, new() { Form = "forms/2021" }));
        Assert.Empty(await Years(organ, new() { Form = "forms/2019" }));
        Assert.Empty(await Years(organ, new() { Scope = Scope.Level }));
    }

    [Fact]
    public async Task Pages_show_the_point_of_the_first_whatever_is_written_meanwhile()
    {
        var organ = await TestOrgans.Register(service);
        for (var year = 2010; year < 2016; year++)
        {
            await service.File(BalancedReports.Of($"{organ}/reports/{year}-region", 7));
        }

        var request = new ListReportsRequest { Parent = organ, PageSize = 2 };
        var first = await service.Reports.ListReportsAsync(request);
        await service.File(BalancedReports.Of($"{organ}/reports/2009-region", 7));
        var gone = await service.Reports.GetReportAsync(new() { Name = $"{organ}/reports/2014-region" });
        await service.Reports.WithdrawReportAsync(
            new() { Name = gone.Report.Name, Etag = gone.Report.Etag, Reason = "误报" });

        var years = first.Reports.Select(report => report.Year).ToList();
        for (request.PageToken = first.NextPageToken; request.PageToken.Length > 0;)
        {
            var page = await service.Reports.ListReportsAsync(request);
            Assert.Equal(first.Stamp, page.Stamp);
            years.AddRange(page.Reports.Select(report => report.Year));
            request.PageToken = page.NextPageToken;
        }

        Assert.Equal([2010, 2011, 2012, 2013, 2014, 2015], years);
    }

    [Fact]
    public async Task Cells_are_left_out_unless_asked_for()
    {
        var report = await service.File(BalancedReports.Of(await service.NewReport(), 7));

        var slim = await service.Reports.ListReportsAsync(new() { Parent = report.Organ });
        var full = await service.Reports.ListReportsAsync(
            new() { Parent = report.Organ, ReadMask = new() { Paths = { "tables" } } });

        Assert.Empty(slim.Reports[0].Tables);
        Assert.Equal(report.Etag, slim.Reports[0].Etag);
        Assert.Equal(report.Tables, full.Reports[0].Tables);
        Assert.Empty(full.Reports[0].Etag);
    }

    [Fact]
    public async Task A_token_of_another_request_is_refused()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(BalancedReports.Of($"{organ}/reports/2021-region", 7));
        await service.File(BalancedReports.Of($"{organ}/reports/2022-region", 7));
        var token = (await service.Reports.ListReportsAsync(new() { Parent = organ, PageSize = 1 })).NextPageToken;

        foreach (var other in new[] { token, "乱", "AAAA" })
        {
            await Refused.AtField(StatusCode.InvalidArgument, "PAGE_TOKEN_MISMATCH", "page_token", async () =>
                await service.Reports.ListReportsAsync(new() { PageToken = other }));
        }
    }

    [Fact]
    public async Task A_field_that_a_report_does_not_have_cannot_be_asked_for() =>
        await Refused.AtField(StatusCode.InvalidArgument, "INVALID_VALUE", "read_mask", async () =>
            await service.Reports.ListReportsAsync(new() { ReadMask = new() { Paths = { "cells" } } }));

    private async Task<IEnumerable<int>> Years(string organ, ReportFilter filter) =>
        (await service.Reports.ListReportsAsync(new() { Parent = organ, Filter = filter }))
            .Reports.Select(report => report.Year);
}
