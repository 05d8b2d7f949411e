using Grpc.Core;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.RollUp;

/// <summary>The service is killed while it rebuilds the roll-up, and started again.</summary>
public sealed class KilledRebuild : IAsyncLifetime
{
    private string _database = "";

    [Fact]
    public Task In_its_last_batch_it_leaves_the_figures_as_they_were() =>
        Nothing_is_lost(RebuildHeld.WithinItsLastBatch);

    [Fact]
    public Task About_to_take_over_it_leaves_the_figures_as_they_were() =>
        Nothing_is_lost(RebuildHeld.BeforeItTakesOver);

    public async Task InitializeAsync() => _database = await TestDatabases.Create();

    public Task DisposeAsync() => TestDatabases.Drop(_database);

    private async Task Nothing_is_lost(Func<string, Task<RebuildHeld>> hold)
    {
        SmallCountry country;
        await using (var first = await ServiceProcess.Start(_database))
        {
            using var channel = first.Connect();
            country = await SmallCountry.New(channel);
            await country.File(country.County, "2021-organ", 5);
            Assert.Equal(5, await channel.Received(country.Province, 2021));
            await using var held = await hold(_database);
            var rebuilding = channel.Rebuild();
            await held.Reached();
            await country.File(country.OtherCounty, "2021-organ", 7);
            await first.Kill();
            await Assert.ThrowsAsync<RpcException>(() => rebuilding);
        }

        await using var again = await ServiceProcess.Start(_database);
        using var now = again.Connect();

        Assert.Equal(12, await now.Received(country.Province, 2021));
        Assert.Equal(5, (await now.Verify(country.Province, 2021)).DivisionCount);
        await country.By(now).File(country.Prefecture, "2021-organ", 30);
        Assert.Equal(42, await now.Received(country.Province, 2021));
        Assert.Equal(0, (await now.Rebuild())[^1].End.DifferenceCount);
        Assert.Equal(42, await now.Received(country.Province, 2021));
        Assert.True((await now.Verify(RolledUp.Nation, 2021)).DivisionCount > 3000);
    }
}
