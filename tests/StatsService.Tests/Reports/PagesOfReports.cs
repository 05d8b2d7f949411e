using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Reports;

/// <summary>Pages of lists fit together, at an earlier position too, and into what clients take.</summary>
public sealed class PagesOfReports(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Further_pages_of_reports_need_no_read_point_and_take_no_other()
    {
        var organ = await TestOrgans.Register(service);
        var first = await service.File(BalancedReports.Of($"{organ}/reports/2021-region", 7));
        var second = await service.File(BalancedReports.Of($"{organ}/reports/2022-region", 7));
        await service.File(BalancedReports.Of($"{organ}/reports/2023-region", 7));
        var request = new ListReportsRequest
        {
            Parent = organ,
            PageSize = 1,
            Read = new() { Position = second.LastEvent.Position },
        };
        request.PageToken = (await service.Reports.ListReportsAsync(request)).NextPageToken;
        var same = await service.Reports.ListReportsAsync(request);

        request.Read = null;
        var without = await service.Reports.ListReportsAsync(request);
        request.Read = new() { Position = first.LastEvent.Position };

        Assert.Equal([2022], without.Reports.Select(report => report.Year));
        Assert.Equal(same, without);
        Assert.Empty(without.NextPageToken);
        await Refused.AtField(StatusCode.InvalidArgument, "PAGE_TOKEN_MISMATCH", "page_token", async () =>
            await service.Reports.ListReportsAsync(request));
    }

    [Fact]
    public async Task Many_reports_that_changed_since_are_listed_as_they_stood()
    {
        var organ = await TestOrgans.Register(service);
        var filed = new List<Report>();
        for (var i = 0; i < 230; i++)
        {
            var scope = new[] { "organ", "level", "region" }[i % 3];
            filed.Add(await service.File(BalancedReports.Of($"{organ}/reports/{2008 + (i / 3)}-{scope}", 7)));
        }

        var request = new ListReportsRequest
        {
            Parent = organ,
            PageSize = 70,
            Read = new() { Position = filed[^1].LastEvent.Position },
        };
        foreach (var report in filed.Where((_, i) => i % 10 != 0))
        {
            await service.Reports.WithdrawReportAsync(
                new() { Name = report.Name, Etag = report.Etag, Reason = "误报" });
        }

        var names = new List<string>();
        do
        {
            var page = await service.Reports.ListReportsAsync(request);
            names.AddRange(page.Reports.Select(report => report.Name));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(filed.Select(report => report.Name).Order(StringComparer.Ordinal), names);
    }

    [Fact]
    public async Task A_page_of_reports_ends_before_it_is_too_large_for_a_client()
    {
        var organ = await TestOrgans.Register(service);
        for (var year = 2018; year < 2022; year++)
        {
            var report = BalancedReports.Of($"{organ}/reports/{year}-region", 7);
            report.StatedFigures.Add(Enumerable.Range(1, 1000).Select(i => Long(i, year)));
            await service.File(report);
        }

        var request = new ListReportsRequest { Parent = organ, ReadMask = new() { Paths = { "stated_figures" } } };
        var first = await service.Reports.ListReportsAsync(request);
        request.PageToken = first.NextPageToken;
        var second = await service.Reports.ListReportsAsync(request);

        Assert.InRange(first.CalculateSize(), 1 << 20, 3 << 20);
        Assert.Equal(4, first.Reports.Count + second.Reports.Count);
        Assert.Empty(second.NextPageToken);
    }

    [Fact]
    public async Task Only_what_makes_a_report_large_makes_pages_small()
    {
        var organ = await TestOrgans.Register(service);
        for (var i = 0; i < 101; i++)
        {
            var key = $"{2008 + (i % 90)}-{(i < 90 ? "organ" : "level")}";
            await service.File(BalancedReports.Of($"{organ}/reports/{key}", 7));
        }

        var request = new ListReportsRequest { Parent = organ, PageSize = 1000 };
        Assert.Equal(101, (await service.Reports.ListReportsAsync(request)).Reports.Count);
        request.ReadMask = new() { Paths = { "etag", "state" } };
        Assert.Equal(101, (await service.Reports.ListReportsAsync(request)).Reports.Count);
        request.ReadMask = new() { Paths = { "etag", "findings" } };
        Assert.Equal(100, (await service.Reports.ListReportsAsync(request)).Reports.Count);
    }

    private static StatedFigure Long(int i, int year) => new()
    {
        Id = "t" + i,
        Indicators = { "applications.received" },
        Value = new() { Count = i },
        Sentence = $"{year}{new string('句', 400)}",
    };
}
