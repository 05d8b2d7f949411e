using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.YearReports;

namespace StatsService.Tests.Continuity;

/// <summary>Findings between years in lists, previews, retries and streams.</summary>
public sealed class YearsInOtherAnswers(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task A_list_gives_each_report_what_reading_it_gives()
    {
        var organs = new[] { await TestOrgans.Register(service), await TestOrgans.Register(service) };
        foreach (var organ in organs)
        {
            await FileTwo(service, organ, carriedOut: 3);
            await service.File(Of(organ, "2024-region", 0, 0));

            var listed = (await service.Reports.ListReportsAsync(new()
            {
                Parent = organ,
                ReadMask = new() { Paths = { "name", "findings", "not_assessable", "quality" } },
            })).Reports;

            Assert.Equal(3, listed.Count);
            foreach (var report in listed)
            {
                var read = await service.Read(report.Name);
                Assert.Equal((read.Findings, read.Quality), (report.Findings, report.Quality));
                Assert.Equal(read.NotAssessable, report.NotAssessable);
            }

            Assert.Equal([CarriedOn], listed[0].OverTwoYears());
        }
    }

    [Fact]
    public async Task Every_page_of_a_list_compares_with_years_on_other_pages()
    {
        var organ = await TestOrgans.Register(service);
        await FileTwo(service, organ, carriedOut: 3);

        var second = await service.Reports.ListReportsAsync(new()
        {
            Parent = organ,
            PageSize = 1,
        });
        second = await service.Reports.ListReportsAsync(new()
        {
            Parent = organ,
            PageSize = 1,
            PageToken = second.NextPageToken,
        });

        Assert.Equal((2023, 1), (second.Reports[0].Year, second.Reports[0].Quality.WarningCount));
    }

    [Fact]
    public async Task The_filter_by_strength_looks_at_the_report_itself_only()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(BalancedReports.Of($"{organ}/reports/2023-region", 7));
        var earlier = await service.File(Of(organ, "2022-region", 0, 3));
        Assert.Equal(1, earlier.Quality.WarningCount);

        var listed = await service.Reports.ListReportsAsync(new()
        {
            Parent = organ,
            Filter = new() { MinStrength = FindingStrength.Info },
        });

        Assert.Empty(listed.Reports);
    }

    [Fact]
    public async Task A_validation_and_a_correction_tried_out_show_what_filing_would()
    {
        var (earlier, later) = await FileTwo(service, await TestOrgans.Register(service), carriedOut: 5);
        var worse = Of(later.Organ, "2023-region", 6, 0);
        worse.Etag = later.Etag;

        var validated = (await service.Reports.ValidateReportAsync(new() { Report = worse })).Report;
        var tried = (await service.Reports.CorrectReportAsync(
            new() { Report = worse, Reason = "改", ValidateOnly = true })).Report;

        Assert.Equal([Carried], validated.OverTwoYears());
        Assert.Equal(validated.Findings, tried.Findings);
        Assert.Equal(
            ["", $"{earlier.Name}/revisions/1"],
            validated.Findings.Single(IsOverTwoYears).Cells.Select(cell => cell.Revision));
        Assert.Empty((await service.Read(later.Name)).OverTwoYears());
        Assert.Equal(validated.Findings, (await service.Correct(worse, later.Etag)).Findings);
    }

    [Fact]
    public async Task A_retry_shows_the_years_as_they_stood_then()
    {
        var organ = await TestOrgans.Register(service);
        var earlier = await service.File(Of(organ, "2022-region", 0, 3));
        var request = new FileReportRequest
        {
            Report = Of(organ, "2023-region", 5, 0),
            RequestId = Guid.NewGuid().ToString(),
        };
        var first = await service.Reports.FileReportAsync(request);
        await service.Correct(Of(organ, "2022-region", 0, 5), earlier.Etag);

        var again = await service.Reports.FileReportAsync(request);

        Assert.Equal([Carried], first.Report.OverTwoYears());
        Assert.Equal(first, again);
    }

    [Fact]
    public async Task An_old_revision_is_held_against_the_years_of_the_answer_s_position()
    {
        var (earlier, later) = await FileTwo(service, await TestOrgans.Register(service), carriedOut: 3);
        await service.Correct(Of(later.Organ, "2023-region", 3, 0), later.Etag);

        var old = (await service.Reports.GetReportAsync(new() { Name = later.Name, Revision = 1 })).Report;
        await service.Withdraw(earlier);
        var older = (await service.Reports.GetReportAsync(new() { Name = later.Name, Revision = 1 })).Report;

        Assert.Equal([Carried], old.OverTwoYears());
        Assert.Empty(older.OverTwoYears());
    }

    [Fact]
    public async Task The_answers_of_a_stream_leave_them_out()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(Of(organ, "2022-region", 0, 3));
        using var call = service.Reports.BatchFileReports();
        await call.RequestStream.WriteAsync(new()
        {
            Item = new() { Report = Of(organ, "2023-region", 5, 0), RequestId = Guid.NewGuid().ToString() },
        });
        await call.RequestStream.CompleteAsync();

        var answer = await call.ResponseStream.ReadAllAsync().SingleAsync();

        Assert.Empty(answer.Filed.OverTwoYears());
        Assert.Equal([Carried], (await service.Read(answer.Report)).OverTwoYears());
    }
}
