using Grpc.Net.Client;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.RollUp;

/// <summary>Two instances of the service on one database: one of them projects at a time, both answer.</summary>
public sealed class TwoInstances : IAsyncLifetime
{
    private readonly List<(string Name, ServiceProcess Process, GrpcChannel Channel)> _instances = [];
    private string _database = "";

    [Fact]
    public async Task When_the_one_that_projects_is_killed_in_mid_batch_the_other_takes_over()
    {
        var country = await SmallCountry.New(_instances[0].Channel);
        var departments = await country.Departments(country.County, 3);
        await country.File(departments[0], "2021-organ", 5);
        foreach (var (_, _, channel) in _instances)
        {
            Assert.Equal(5, await channel.Received(country.Province, 2021));
        }

        string killed;
        await using (var within = await ProjectorHeld.Within(_database))
        {
            await country.File(departments[1], "2021-organ", 7);
            killed = await within.Reached();
            Assert.Equal(1, await within.Standing());
            await _instances.Single(one => one.Name == killed).Process.Kill();
        }

        var left = _instances.Single(one => one.Name != killed).Channel;
        Assert.Equal(12, await left.Received(country.Province, 2021));
        await country.By(left).File(departments[2], "2021-organ", 9);
        Assert.Equal(21, await left.Received(country.Province, 2021));
        Assert.Equal(5, (await left.Verify(country.Province, 2021)).DivisionCount);
    }

    public async Task InitializeAsync()
    {
        _database = await TestDatabases.Create();
        foreach (var name in new[] { "one", "other" })
        {
            var process = await ServiceProcess.Start($"{_database};Application Name={name}");
            _instances.Add((name, process, process.Connect()));
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var (_, process, channel) in _instances)
        {
            channel.Dispose();
            await process.DisposeAsync();
        }

        await TestDatabases.Drop(_database);
    }
}
