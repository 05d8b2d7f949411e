using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Ogi.Stats.V1;
using StatsService.RollUp;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.RollUp;

/// <summary>RebuildStatistics: the roll-up is made anew beside the one that is served, and takes over.</summary>
public sealed class RebuildingStatistics(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task What_was_wrong_is_told_and_is_right_from_then_on()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.County, "2021-organ", 5);
        var first = await service.Services.CaughtUp();
        await country.File(country.OtherCounty, "2021-organ", 7);
        var before = await service.Services.CaughtUp();
        await Run($"""
            update ogi.roll_up_node n set data = o.data, page1 = o.page1, page2 = o.page2 from ogi.roll_up_node o
            where n.division = '{country.County}' and o.division = '{country.OtherCounty}' and n.year = o.year
              and n.report_set = o.report_set
            """);
        Assert.Equal(7, await Received(country.County));

        var told = await Rebuild();

        Assert.Equal(
            new RebuiltDivision { Division = "divisions/" + country.County, Year = 2021 },
            Assert.Single(told, part => part.Difference is not null).Difference);
        Assert.Equal(1, told[^1].End.DifferenceCount);
        Assert.Equal(before.Log.Position.ToString(), told[^1].End.Stamp.AsOfPosition);
        Assert.Equal(5, await Received(country.County));
        Assert.Equal(12, await Received(country.Province));
        Assert.Equal(5, await Received(country.Province, new() { Position = first.Log.Position.ToString() }));
        Assert.Equal(5, (await service.Channel.Verify(country.Province, 2021)).DivisionCount);
        Assert.Contains(told, part => part.Progress?.AppliedPercent == 100);
        Assert.Contains(told, part => part.Progress?.CheckedYear == 2021);
    }

    [Fact]
    public async Task Answers_go_on_while_others_write_and_nothing_differs_when_the_new_ones_take_over()
    {
        var country = await SmallCountry.New(service.Channel);
        var work = new SmallCountryAtWork(country);
        var random = new Random(7);
        for (var i = 0; i < 40; i++)
        {
            await work.Do(Any(random));
        }

        var generation = (await service.Services.CaughtUp()).Generation;
        var rebuilding = Rebuild();
        while (!rebuilding.IsCompleted)
        {
            await work.Do(Any(random));
            await Received(country.Province);
        }

        var told = await rebuilding;
        Assert.Equal(0, told[^1].End.DifferenceCount);
        await work.Do(Any(random));
        Assert.True((await service.Services.CaughtUp()).Generation > generation);
        foreach (var year in SmallCountryAtWork.Years)
        {
            await service.Services.IsRecomputed(year);
        }
    }

    [Theory]
    [InlineData("", "REQUIRED_FIELD")]
    [InlineData("divisions/140000", "INVALID_VALUE")]
    public async Task Only_the_nation_is_rebuilt(string division, string reason) =>
        await Refused.AtField(StatusCode.InvalidArgument, reason, "division", async () =>
        {
            using var call = service.Statistics.RebuildStatistics(new() { Division = division });
            await call.ResponseStream.MoveNext(default);
        });

    [Fact]
    public async Task One_at_a_time_and_who_gives_up_changes_nothing()
    {
        var generation = (await service.Services.CaughtUp()).Generation;
        using (var first = service.Statistics.RebuildStatistics(new() { Division = "divisions/000000" }))
        {
            Assert.True(await first.ResponseStream.MoveNext(default));
            await Refused.With(StatusCode.FailedPrecondition, "REBUILD_UNDER_WAY", Rebuild);
        }

        Assert.Equal(generation, (await service.Services.CaughtUp()).Generation);
    }

    [Fact]
    public async Task What_no_instance_works_with_is_removed_with_all_its_rows()
    {
        var country = await SmallCountry.New(service.Channel);
        await country.File(country.County, "2021-organ", 5);
        var former = (await service.Services.CaughtUp()).Generation;
        await Rebuild();
        var current = (await service.Services.CaughtUp()).Generation;
        await Run("update ogi.roll_up_generation set used_at = now() - interval '11 minutes'");

        await service.Services.GetRequiredService<Generations>().Use(current, default);
        await service.Services.GetRequiredService<Generations>().RemoveUnused(default);

        foreach (var table in new[] { "generation", "node", "change", "share", "batch" })
        {
            Assert.Equal(0L, await Run($"select count(*) from ogi.roll_up_{table} where generation = {former}"));
            Assert.NotEqual(0L, await Run($"select count(*) from ogi.roll_up_{table} where generation = {current}"));
        }
    }

    private static Step Any(Random random) => new(
        Enum.GetValues<Act>()[random.Next(Enum.GetValues<Act>().Length)], random.Next(1, 1000), random.Next(1000),
        random.Next(1000));

    private Task<List<RebuildStatisticsResponse>> Rebuild() => service.Channel.Rebuild();

    private async Task<long> Received(string division, ReadPoint? read = null) =>
        (await service.Statistics.QueryIndicatorsAsync(new()
        {
            Selection = new() { Divisions = { "divisions/" + division }, FirstYear = 2021 },
            Measures = { new Measure { Indicator = "applications.received" } },
            Read = read ?? OverTheWire.Now,
        })).Rows[0].Figures[0].Count;

    private async Task<object?> Run(string sql)
    {
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        await using var command = database.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
