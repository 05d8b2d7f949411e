using Grpc.Core;
using Npgsql;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.RollUp;

/// <summary>A rebuild that is not yet at its end, held there by a lock in the database.</summary>
public sealed class RebuildUnderWay(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Answers_are_the_old_ones_and_take_in_what_is_filed_until_the_new_ones_take_over()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.County, "2021-organ", 5);
        await country.File(country.OtherCounty, "2021-organ", 7);
        var before = await service.Services.CaughtUp();

        // The old figure of the county is wrong: so it is known which of them an answer has.
        await Run($"""
            update ogi.roll_up_node n set data = o.data, page1 = o.page1, page2 = o.page2 from ogi.roll_up_node o
            where n.division = '{country.County}' and o.division = '{country.OtherCounty}' and n.year = o.year
              and n.report_set = o.report_set
            """);
        Task<List<RebuildStatisticsResponse>> rebuilding;
        await using (var held = await RebuildHeld.WithinItsLastBatch(service.ConnectionString))
        {
            rebuilding = service.Channel.Rebuild();
            await held.Reached();

            Assert.Equal(7, await service.Channel.Received(country.County, 2021));
            Assert.Equal(12, await service.Channel.Received(country.Province, 2021));
            await country.File(country.Prefecture, "2021-organ", 30);
            Assert.Equal(42, await service.Channel.Received(country.Province, 2021));
            Assert.Equal(7, await service.Channel.Received(country.County, 2021));
            Assert.Equal(before.Generation, (await service.Services.CaughtUp()).Generation);
            Assert.False(rebuilding.IsCompleted);
        }

        Assert.Equal(
            "divisions/" + country.County,
            Assert.Single(await rebuilding, part => part.Difference is not null).Difference.Division);
        Assert.Equal(5, await service.Channel.Received(country.County, 2021));
        Assert.Equal(42, await service.Channel.Received(country.Province, 2021));
        Assert.Equal(5, (await service.Channel.Verify(country.Province, 2021)).DivisionCount);
    }

    [Fact]
    public async Task One_that_contradicts_itself_is_not_used_and_says_where()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.County, "2021-organ", 5);
        var before = await service.Services.CaughtUp();
        Task<List<RebuildStatisticsResponse>> rebuilding;
        await using (var held = await RebuildHeld.WithinItsLastBatch(service.ConnectionString))
        {
            rebuilding = service.Channel.Rebuild();
            await held.Reached();

            // What the county gave the other county has, too, of whose organs none gives anything.
            Assert.Equal(1, await Run($"""
                insert into ogi.roll_up_node
                  (generation, division, year, report_set, number, changes, page1, page2, data)
                select {held.Generation}, '{country.OtherCounty}', year, report_set, 0, 0, page1, page2, data
                from ogi.roll_up_node
                where generation = {before.Generation} and division = '{country.County}' and report_set = 0
                """));
        }

        var status = await Refused.With(StatusCode.Internal, "REBUILD_CONTRADICTS_ITSELF", () => rebuilding);

        Assert.Contains($"divisions/{country.OtherCounty}", Refused.Of(status).En, StringComparison.Ordinal);
        Assert.Equal(before.Generation, (await service.Services.CaughtUp()).Generation);
        Assert.Equal(5, await service.Channel.Received(country.Province, 2021));
        Assert.Equal(0, await service.Channel.Received(country.OtherCounty, 2021));
        Assert.Equal(0, (await service.Channel.Rebuild())[^1].End.DifferenceCount);
        Assert.NotEqual(before.Generation, (await service.Services.CaughtUp()).Generation);
    }

    private async Task<int> Run(string sql)
    {
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteNonQueryAsync();
    }
}
