using StatsService.RollUp;
using StatsService.Tests.Fixtures;
using ReportSet = StatsService.RollUp.ReportSet;

namespace StatsService.Tests.RollUp;

/// <summary>
/// What the projector took at once is answered event by event all the same, also where nothing is left of it.
/// </summary>
public sealed class PositionsWithinABatch(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task A_report_that_was_withdrawn_within_the_batch_stands_at_the_positions_between()
    {
        var country = await SmallCountry.New(service.Channel);
        var other = await country.File(country.OtherCounty, "2021-organ", 3);
        var (filed, withdrawn) = await AtOnce(country, country.County, "2021-organ");

        Assert.Equal(5 + 3, await Received(country.Province, 2021, filed));
        Assert.Equal(3, await Received(country.Province, 2021, withdrawn));
        await country.Withdraw(other);
        Assert.Equal(5 + 3, await Received(country.Province, 2021, filed));
        Assert.Null(await Received(country.Province, 2021, (await service.Services.CaughtUp()).Log.Number));
    }

    [Fact]
    public async Task So_it_is_of_a_year_without_any_other_report()
    {
        var country = await SmallCountry.New(service.Channel);
        var (filed, withdrawn) = await AtOnce(country, country.County, "2022-organ");

        Assert.Equal(5, await Received(country.Province, 2022, filed));
        Assert.Equal(5, await Received(country.County, 2022, filed));
        Assert.Null(await Received(country.Province, 2022, withdrawn));
    }

    /// <summary>Files 5 and withdraws it, in one batch, and gives the numbers of both.</summary>
    private async Task<(long Filed, long Withdrawn)> AtOnce(SmallCountry country, string organ, string key)
    {
        await service.Services.CaughtUp();
        long filed;
        await using (await ProjectorHeld.Before(service.ConnectionString))
        {
            var report = await country.File(organ, key, 5);
            filed = (await service.Services.Settled()).Number;
            await country.Withdraw(report);
        }

        return (filed, (await service.Services.CaughtUp()).Log.Number);
    }

    private async Task<decimal?> Received(string division, int year, long number)
    {
        var point = await service.Services.CaughtUp();
        await service.Services.IsRecomputedAt(point.Generation, number, year, division);
        var key = new NodeKey(division, year, ReportSet.OnFile);
        return (await service.Services.NodeAt(key, point.Generation, number)).Resolved().Sum("applications.received");
    }
}
