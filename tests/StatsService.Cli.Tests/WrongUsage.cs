namespace StatsService.Cli.Tests;

/// <summary>Command lines that make no sense end with 2, give no answer and say where the usage is described.</summary>
public sealed class WrongUsage
{
    [Theory]
    [InlineData("statsctl")]
    [InlineData("statsctl", "bogus")]
    [InlineData("statsctl check", "check")]
    [InlineData("statsctl check", "check", "x.json", "--bogus")]
    [InlineData("statsctl check", "check", "x.json", "--timeout", "0")]
    [InlineData("statsctl check", "check", "x.json", "--server", "localhost")]
    [InlineData("statsctl query outcomes", "query", "outcomes", "--organ", "140400")]
    [InlineData("statsctl query outcomes", "query", "outcomes", "--organ", "140400", "--year", "2020-2019")]
    [InlineData("statsctl query outcomes", "query", "outcomes", "--organ", "1", "--year", "2019", "--scope", "city")]
    [InlineData("statsctl correct", "correct", "x.json")]
    [InlineData("statsctl correct", "correct", "x.json", "--reason", "r", "--etag", "e", "--from-newest")]
    [InlineData("statsctl forms", "forms", "--cells")]
    [InlineData("statsctl forms", "forms", "2019", "--cells", "--rules")]
    public async Task A_command_line_that_is_not_understood_ends_with_2_and_points_to_the_help(
        string command, params string[] arguments)
    {
        var run = await Statsctl.Run(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains($"{command} --help", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("get", "140400/2019-region", "--as-of", "2026-03-02")]
    [InlineData("get", "140400/2019-region", "--as-of", "2026-03-02T09:00")]
    [InlineData("query", "outcomes", "--organ", "140400", "--year", "2019", "--as-of", "2026-03-02")]
    public async Task A_time_without_its_offset_is_not_guessed(params string[] arguments)
    {
        var run = await Statsctl.Run(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("2026-03-02T09:00+08:00", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kind_of_applicants_that_there_is_not_is_answered_with_those_that_there_are()
    {
        var run = await Statsctl.Run(
            "query", "indicators", "--organ", "1", "--year", "2019", "--indicator", "applications.received@people");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("natural_person", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_an_etag_a_correction_is_not_sent()
    {
        var run = await Statsctl.Run("correct", Repository.Sample("140400-2019-region"), "--reason", "漏填");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--from-newest", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var run = await Statsctl.Run("check", "no-such-report.json");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("no-such-report.json", run.Output, StringComparison.Ordinal);
        Assert.Contains("UNREADABLE_FILE", run.Output, StringComparison.Ordinal);
    }
}
