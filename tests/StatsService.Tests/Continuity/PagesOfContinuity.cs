using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.YearReports;

namespace StatsService.Tests.Continuity;

/// <summary>Pages at one position, earlier positions, and requests that cannot be answered.</summary>
public sealed class PagesOfContinuity(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Pages_are_parts_of_the_whole_at_the_position_of_the_first()
    {
        var organs = new[] { await TestOrgans.Register(service), await TestOrgans.Register(service) };
        foreach (var organ in organs)
        {
            await FileTwo(service, organ, carriedOut: 3);
            await FileTwo(service, organ, carriedOut: 4, scope: "level");
        }

        var request = new QueryContinuityRequest
        {
            Selection = new() { Organs = { organs }, FirstYear = 2022, LastYear = 2024 },
        };
        var whole = await service.Statistics.QueryContinuityAsync(request);
        Assert.Equal(12, whole.Rows.Count);

        request.PageSize = 5;
        var rows = new List<ContinuityRow>();
        var stamps = new List<AnswerStamp>();
        do
        {
            var page = await service.Statistics.QueryContinuityAsync(request);
            rows.AddRange(page.Rows);
            stamps.Add(page.Stamp);
            request.PageToken = page.NextPageToken;
            if (stamps.Count == 1)
            {
                await service.Withdraw(await service.Read($"{organs[1]}/reports/2022-region"));
            }
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(whole.Rows, rows);
        Assert.Single(stamps.Distinct());
    }

    [Fact]
    public async Task A_position_before_a_correction_shows_what_differed_then()
    {
        var organ = await TestOrgans.Register(service);
        var (earlier, later) = await FileTwo(service, organ, carriedOut: 3);
        await service.Correct(Of(organ, "2022-region", 0, 5), earlier.Etag);
        var request = new QueryContinuityRequest
        {
            Selection = new() { Organs = { organ }, FirstYear = 2023 },
            OnlyBroken = true,
        };

        var now = await service.Statistics.QueryContinuityAsync(request);
        request.Read = new() { Position = later.LastEvent.Position };
        var then = await service.Statistics.QueryContinuityAsync(request);

        Assert.Empty(now.Rows);
        Assert.Equal(Carried, Assert.Single(Assert.Single(then.Rows).Checks).FindingId);
        Assert.Equal(later.LastEvent.Position, then.Stamp.AsOfPosition);
    }

    [Fact]
    public async Task A_withdrawn_year_is_no_year()
    {
        var organ = await TestOrgans.Register(service);
        var (earlier, _) = await FileTwo(service, organ, carriedOut: 3);
        await service.Withdraw(earlier);

        var row = Assert.Single((await service.Statistics.QueryContinuityAsync(
            new() { Selection = new() { Organs = { organ }, FirstYear = 2023 } })).Rows);

        Assert.Equal(ContinuityGap.PreviousNotReported, row.Gap);
    }

    [Fact]
    public async Task A_token_of_another_request_is_refused()
    {
        var organ = await TestOrgans.Register(service);
        await FileTwo(service, organ, carriedOut: 3);
        var request = new QueryContinuityRequest
        {
            Selection = new() { Organs = { organ }, FirstYear = 2021, LastYear = 2023 },
            PageSize = 1,
        };
        request.PageToken = (await service.Statistics.QueryContinuityAsync(request)).NextPageToken;
        request.OnlyBroken = true;

        await Refuses("PAGE_TOKEN_MISMATCH", "page_token", request);
    }

    [Fact]
    public async Task What_cannot_be_answered_is_refused_naming_the_field()
    {
        var organ = await TestOrgans.Register(service);

        await Refuses("REQUIRED_FIELD", "selection", new());
        await Refuses("REQUIRED_FIELD", "selection.organs", new() { Selection = new() { FirstYear = 2020 } });
        await Refuses("REQUIRED_FIELD", "selection.first_year", new() { Selection = new() { Organs = { organ } } });
        await Refuses("UNKNOWN_ORGAN", "selection.organs[0]", new()
        {
            Selection = new() { Organs = { "organs/nowhere" }, FirstYear = 2020 },
        });
        await Refuses("INVALID_VALUE", "page_size", new()
        {
            Selection = new() { Organs = { organ }, FirstYear = 2020 },
            PageSize = -1,
        });
    }

    private async Task Refuses(string reason, string field, QueryContinuityRequest request) => await Refused.AtField(
        StatusCode.InvalidArgument, reason, field,
        async () => await service.Statistics.QueryContinuityAsync(request));
}
