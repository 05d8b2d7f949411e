namespace StatsService.Cli.Tests;

/// <summary><c>--help</c> says what a user needs.</summary>
public sealed class HelpTexts
{
    [Fact]
    public async Task The_help_of_statsctl_lists_the_commands_and_every_exit_code()
    {
        var help = (await Statsctl.Run("--help")).Output;

        const string Words = "check file get correct history query explain reconcile coverage export forms organs "
            + "divisions STATS_SERVER STATS_TOKEN NO_COLOR";
        Assert.All(Words.Split(' '), word => Assert.Contains(word, help, StringComparison.Ordinal));
        var codes = typeof(ExitCodes).GetFields().Select(field => field.GetRawConstantValue());
        Assert.All(codes, code => Assert.Contains($"\n  {code} ", help, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("check")]
    [InlineData("file")]
    [InlineData("get")]
    [InlineData("correct")]
    [InlineData("history")]
    [InlineData("query", "outcomes")]
    [InlineData("query", "reviews")]
    [InlineData("query", "disclosures")]
    [InlineData("query", "continuity")]
    [InlineData("query", "indicators")]
    [InlineData("query", "series")]
    [InlineData("explain")]
    [InlineData("reconcile")]
    [InlineData("coverage")]
    [InlineData("export", "reports")]
    [InlineData("export", "figures")]
    [InlineData("forms")]
    [InlineData("organs", "search")]
    [InlineData("organs", "get")]
    [InlineData("organs", "list")]
    [InlineData("organs", "import")]
    [InlineData("divisions", "get")]
    [InlineData("divisions", "list")]
    [InlineData("divisions", "change")]
    public async Task Each_command_shows_an_example_and_what_json_gives(params string[] command)
    {
        var run = await Statsctl.Run([.. command, "--help"]);

        Assert.Equal(0, run.ExitCode);
        var examples = run.Output[run.Output.IndexOf("示例", StringComparison.Ordinal)..];
        Assert.Contains($"statsctl {command[0]}", examples, StringComparison.Ordinal);
        Assert.Contains("--json:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_import_documents_every_column()
    {
        var help = (await Statsctl.Run("organs", "import", "--help")).Output;

        Assert.Contains(Registry.OrganCsv.Columns, help, StringComparison.Ordinal);
        var described = help[(help.IndexOf("needed:", StringComparison.Ordinal) + 1)..];
        Assert.All(
            Registry.OrganCsv.Columns.Split(','),
            column => Assert.Matches($"(?m)^ +{column} ", described));
    }

    [Fact]
    public async Task The_access_token_of_the_environment_is_not_shown()
    {
        var run = await Statsctl.RunWith("STATS_TOKEN", "secret-token", "get", "--help");

        Assert.DoesNotContain("secret-token", run.Output + run.Error, StringComparison.Ordinal);
    }
}
