using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.MadeUpReports;

namespace StatsService.Tests.Statistics;

/// <summary>Pages fit together, whatever is written meanwhile; and an earlier position answers as it did.</summary>
public sealed class PagesOfRows(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Pages_together_are_the_whole()
    {
        var organs = await Organs(3);
        await service.File(Of(organs[1], "2022-level", Applications("2021", 20)));
        var request = new QueryApplicationOutcomesRequest { Selection = Years(organs, 2021, 2023) };
        var whole = (await service.Statistics.QueryApplicationOutcomesAsync(request)).Rows;

        var paged = await Pages(request, size: 2, between: () => Task.CompletedTask);

        Assert.Equal(10, whole.Count);
        Assert.Equal(whole, paged.SelectMany(page => page.Rows));
        Assert.All(paged.SkipLast(1), page => Assert.Equal(2, page.Rows.Count));
    }

    [Fact]
    public async Task All_pages_stand_at_the_position_of_the_first()
    {
        var organs = await Organs(4);
        var request = new QueryApplicationOutcomesRequest { Selection = Years(organs, 2022, 2022) };
        var before = await service.Statistics.QueryApplicationOutcomesAsync(request);

        var pages = await Pages(request, size: 1, between: async () =>
        {
            foreach (var organ in organs)
            {
                var name = organ + "/reports/2022-region";
                var report = (await service.Reports.GetReportAsync(new() { Name = name })).Report;
                var changed = Of(organ, "2022-region", Applications("2021", report.Revision + 1000));
                changed.Etag = report.Etag;
                await service.Reports.CorrectReportAsync(new() { Report = changed, Reason = "更正" });
                await service.File(Of(organ, "2022-level", Applications("2021", 1)));
            }
        });

        Assert.Equal(before.Rows, pages.SelectMany(page => page.Rows));
        Assert.All(pages, page => Assert.Equal(before.Stamp, page.Stamp));
        Assert.Equal(8, (await service.Statistics.QueryApplicationOutcomesAsync(request)).Rows.Count);
    }

    [Fact]
    public async Task An_answer_at_a_position_holds_while_others_write()
    {
        var organs = await Organs(3);
        var request = new QueryApplicationOutcomesRequest { Selection = Years(organs, 2022, 2022) };
        var then = await service.Statistics.QueryApplicationOutcomesAsync(request);
        request.Read = new() { Position = then.Stamp.AsOfPosition };
        using var enough = new CancellationTokenSource();
        var writing = Task.WhenAll(organs.Select(organ => Rewrite(organ + "/reports/2022-region", enough)));

        for (var i = 0; i < 30; i++)
        {
            Assert.Equal(then, await service.Statistics.QueryApplicationOutcomesAsync(request));
        }

        await enough.CancelAsync();
        Assert.True((await writing).Sum() > 0);
    }

    [Fact]
    public async Task An_earlier_position_or_time_answers_as_it_did_then()
    {
        var organ = (await Organs(1))[0];
        var request = new QueryApplicationOutcomesRequest { Selection = Years([organ], 2022, 2023) };
        var then = await service.Statistics.QueryApplicationOutcomesAsync(request);
        var report = (await service.Reports.GetReportAsync(new() { Name = organ + "/reports/2022-region" })).Report;
        await service.Reports.WithdrawReportAsync(new() { Name = report.Name, Etag = report.Etag, Reason = "误报" });
        await service.File(Of(organ, "2023-region", Applications("2021", 3)));
        await TestOrgans.Record(service, organ, new Ogi.Stats.Store.V1.StoredName { Title = "改名后的人民政府" });
        var now = await service.Statistics.QueryApplicationOutcomesAsync(request);
        request.Read = new() { Position = then.Stamp.AsOfPosition };

        var byPosition = await service.Statistics.QueryApplicationOutcomesAsync(request);
        request.Read = new() { Time = then.Stamp.AsOfTime };
        var byTime = await service.Statistics.QueryApplicationOutcomesAsync(request);

        Assert.Equal(then, byPosition);
        Assert.Equal(then, byTime);
        Assert.NotEqual(then.Rows, now.Rows);
        Assert.Equal("改名后的人民政府", now.Rows[0].Header.Title);
    }

    [Fact]
    public async Task What_was_just_written_can_be_required()
    {
        var organ = await TestOrgans.Register(service);
        var filed = await service.File(Of(organ, "2022-region", Applications("2021", 7)));

        var row = Assert.Single((await service.Statistics.QueryApplicationOutcomesAsync(new()
        {
            Selection = Years([organ], 2022, 2022),
            Read = new() { MinPosition = filed.LastEvent.Position },
        })).Rows);

        Assert.Equal(filed.LastEvent.Position, row.Header.ChangedPosition);
    }

    [Fact]
    public async Task A_token_belongs_to_its_request()
    {
        var organs = await Organs(2);
        var request = new QueryApplicationOutcomesRequest { Selection = Years(organs, 2022, 2022), PageSize = 1 };
        request.PageToken = (await service.Statistics.QueryApplicationOutcomesAsync(request)).NextPageToken;
        request.ByApplicant = true;

        await Refused.AtField(StatusCode.InvalidArgument, "PAGE_TOKEN_MISMATCH", "page_token", async () =>
            await service.Statistics.QueryApplicationOutcomesAsync(request));
    }

    [Fact]
    public async Task Further_pages_of_rows_need_no_read_point_and_take_no_other()
    {
        var organs = await Organs(2);
        var position = (await service.Statistics.QueryApplicationOutcomesAsync(
            new() { Selection = Years(organs, 2022, 2022) })).Stamp.AsOfPosition;
        var request = new QueryApplicationOutcomesRequest
        {
            Selection = Years(organs, 2022, 2022),
            PageSize = 1,
            Read = new() { Position = position },
        };
        request.PageToken = (await service.Statistics.QueryApplicationOutcomesAsync(request)).NextPageToken;

        request.Read = null;
        Assert.Equal(position, (await service.Statistics.QueryApplicationOutcomesAsync(request)).Stamp.AsOfPosition);
        request.Read = new() { Time = new() { Seconds = 1 } };
        await Refused.AtField(StatusCode.InvalidArgument, "PAGE_TOKEN_MISMATCH", "page_token", async () =>
            await service.Statistics.QueryApplicationOutcomesAsync(request));
    }

    [Fact]
    public async Task A_page_ends_before_it_is_too_large_for_a_client()
    {
        var organ = await TestOrgans.Register(service);
        var request = new QueryIndicatorsRequest { Selection = Years([organ], 2008, 2037), PageSize = 1000 };
        for (var i = 0; i < 24; i++)
        {
            request.Selection.Organs.Add(await TestOrgans.Register(service));
        }

        request.Measures.Add(Enumerable.Range(0, 50).Select(_ => new Measure
        {
            Indicator = "applications.otherwise_handled.correction_overdue",
            Denominator = "applications.unable_to_provide.needs_creation",
        }));

        var first = await service.Statistics.QueryIndicatorsAsync(request);
        request.PageToken = first.NextPageToken;
        var second = await service.Statistics.QueryIndicatorsAsync(request);

        Assert.InRange(first.CalculateSize(), 2 << 20, 3 << 20);
        Assert.Equal(25 * 30, first.Rows.Count + second.Rows.Count);
    }

    private async Task<List<QueryApplicationOutcomesResponse>> Pages(
        QueryApplicationOutcomesRequest request, int size, Func<Task> between)
    {
        var pages = new List<QueryApplicationOutcomesResponse>();
        var asked = new QueryApplicationOutcomesRequest(request) { PageSize = size };
        do
        {
            pages.Add(await service.Statistics.QueryApplicationOutcomesAsync(asked));
            asked.PageToken = pages[^1].NextPageToken;
            await between();
        }
        while (asked.PageToken.Length > 0);

        return pages;
    }

    /// <summary>Withdraws and files a report again and again; gives how often.</summary>
    private async Task<int> Rewrite(string name, CancellationTokenSource enough)
    {
        var times = 0;
        for (; !enough.IsCancellationRequested; times++)
        {
            var report = (await service.Reports.GetReportAsync(new() { Name = name })).Report;
            await service.Reports.WithdrawReportAsync(new() { Name = name, Etag = report.Etag, Reason = "误报" });
            await service.File(Of(name.Split("/reports/")[0], "2022-region", Applications("2021", 100 + times)));
        }

        return times;
    }

    private async Task<List<string>> Organs(int count)
    {
        var organs = new List<string>();
        for (var i = 1; i <= count; i++)
        {
            organs.Add(await TestOrgans.Register(service));
            await service.File(Of(organs[^1], "2022-region", Applications("2021", i)));
        }

        return organs;
    }

    private static Selection Years(IEnumerable<string> organs, int first, int last) =>
        new() { Organs = { organs }, FirstYear = first, LastYear = last };
}
