using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.Tests.RollUp;

namespace StatsService.Tests.Statistics;

/// <summary>Pages of rows of divisions, also where an answer is kept because it is asked for again.</summary>
public sealed class PagesOfDivisions(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Pages_together_are_the_whole()
    {
        var (request, position) = await Asked();
        request.Read = new() { MinPosition = position };
        var whole = await service.Statistics.QueryApplicationOutcomesAsync(request);

        Assert.Equal(16, whole.Rows.Count);
        Assert.Equal(whole.Rows, await Paged(request, whole.Stamp));
    }

    [Fact]
    public async Task Who_reads_the_same_state_in_another_way_pages_on_in_that_way()
    {
        var (request, position) = await Asked();
        request.Read = new() { MinPosition = position };
        var whole = await service.Statistics.QueryApplicationOutcomesAsync(request);

        request.Read = null;
        Assert.Equal(whole.Rows, await Paged(request, whole.Stamp));
        request.Read = new() { MinPosition = position };
        Assert.Equal(whole.Rows, await Paged(request, whole.Stamp));
    }

    private async Task<(QueryApplicationOutcomesRequest Request, string Position)> Asked()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.County, "2021-region", 40);
        var position = (await service.Statistics.QueryApplicationOutcomesAsync(new()
        {
            Selection = new() { Organs = { "organs/" + country.County }, FirstYear = 2021 },
        })).Stamp.AsOfPosition;
        return (new()
        {
            Selection = new()
            {
                Divisions = { "divisions/" + country.Province, "divisions/" + country.Prefecture },
                Breakdown = Breakdown.Children,
                FirstYear = 2019,
                LastYear = 2022,
            },
        }, position);
    }

    private async Task<List<ApplicationOutcomesRow>> Paged(QueryApplicationOutcomesRequest whole, AnswerStamp stamp)
    {
        var rows = new List<ApplicationOutcomesRow>();
        var request = new QueryApplicationOutcomesRequest(whole) { PageSize = 3 };
        do
        {
            var page = await service.Statistics.QueryApplicationOutcomesAsync(request);
            Assert.Equal(stamp, page.Stamp);
            rows.AddRange(page.Rows);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        return rows;
    }
}
