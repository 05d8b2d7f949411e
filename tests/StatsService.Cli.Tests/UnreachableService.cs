namespace StatsService.Cli.Tests;

/// <summary>No service is there to answer.</summary>
public sealed class UnreachableService
{
    /// <summary>Nothing listens on port 1.</summary>
    private const string Nowhere = "http://127.0.0.1:1";

    [Theory]
    [InlineData("get", "140400/2019-region")]
    [InlineData("history", "140400/2019-region")]
    [InlineData("query", "outcomes", "--organ", "140400", "--year", "2019")]
    [InlineData("forms")]
    [InlineData("organs", "search", "长治")]
    public async Task The_exit_code_is_3_and_the_address_is_named(params string[] arguments)
    {
        var run = await Statsctl.Run([.. arguments, "--server", Nowhere]);

        Assert.Equal(3, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains(Nowhere, run.Error, StringComparison.Ordinal);
        Assert.Contains("STATS_SERVER", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_of_the_environment_holds_where_no_option_is_given()
    {
        var run = await Statsctl.RunWith("STATS_SERVER", Nowhere, "forms");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains(Nowhere, run.Error, StringComparison.Ordinal);
    }
}
