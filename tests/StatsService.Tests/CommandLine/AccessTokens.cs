using StatsService.Tests.Fixtures;
using StatsService.TestTools;

namespace StatsService.Tests.CommandLine;

/// <summary>A service that wants to know who calls.</summary>
public sealed class AccessTokens : IAsyncLifetime
{
    private readonly TemporaryFile _keys = new("keys.json", TestKey.Jwks(new TestKey()));
    private string? _database;
    private RunningService? _service;

    [Theory]
    [InlineData]
    [InlineData("--token", "no-token")]
    public async Task Without_a_valid_one_the_exit_code_is_4_and_the_way_out_is_named(params string[] token)
    {
        var run = await Statsctl.Run(["get", "140400/2019-region", "--server", _service!.GrpcAddress, .. token]);

        Assert.Equal(4, run.ExitCode);
        Assert.Contains("STATS_TOKEN", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("no-token", run.Error, StringComparison.Ordinal);
    }

    public async Task InitializeAsync()
    {
        _database = await TestDatabases.Create();
        _service = new RunningService(_database, ("Auth:JwksFile", _keys.Path));
    }

    public async Task DisposeAsync()
    {
        await _service!.DisposeAsync();
        await TestDatabases.Drop(_database!);
        _keys.Dispose();
    }
}
