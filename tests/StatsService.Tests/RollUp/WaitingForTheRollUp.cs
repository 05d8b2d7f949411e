using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.RollUp;

/// <summary>What a request asks for that the roll-up has not come to.</summary>
public sealed class WaitingForTheRollUp(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task A_write_that_it_does_not_come_to_in_time_is_waited_for_again()
    {
        var country = await SmallCountry.New(service.Channel);
        await service.Services.CaughtUp();
        var request = new QueryIndicatorsRequest
        {
            Selection = new() { Divisions = { "divisions/" + country.County }, FirstYear = 2021 },
            Measures = { new Measure { Indicator = "applications.received" } },
        };
        await using (await ProjectorHeld.Before(service.ConnectionString))
        {
            var filed = await country.File(country.County, "2021-organ", 5);
            request.Read = new() { MinPosition = filed.LastEvent.Position };
            await Refused.With(
                StatusCode.Unavailable, "POSITION_NOT_REACHED",
                () => service.Statistics.QueryIndicatorsAsync(request).ResponseAsync);
        }

        var answer = await service.Statistics.QueryIndicatorsAsync(request);

        Assert.Equal(5, Assert.Single(answer.Rows).Figures[0].Count);
    }
}
