using System.Globalization;

namespace StatsService.Cli.Tests;

/// <summary><c>--help</c> says what a user needs.</summary>
public sealed class HelpTexts
{
    [Fact]
    public async Task The_whole_lists_the_commands_and_every_exit_code()
    {
        var help = (await Statsctl.Run("--help")).Output;

        Assert.All(
            new[] { "check", "file", "get", "correct", "history", "query", "forms", "organs", "STATS_SERVER", "STATS_TOKEN", "NO_COLOR" },
            word => Assert.Contains(word, help, StringComparison.Ordinal));
        var codes = typeof(ExitCodes).GetFields().Select(field => ((int)field.GetRawConstantValue()!).ToString(CultureInfo.InvariantCulture));
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
    [InlineData("query", "indicators")]
    [InlineData("forms")]
    [InlineData("organs", "search")]
    [InlineData("organs", "get")]
    [InlineData("organs", "list")]
    [InlineData("organs", "import")]
    public async Task Each_command_shows_an_example_and_what_json_gives(params string[] command)
    {
        var run = await Statsctl.Run([.. command, "--help"]);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"statsctl {command[0]}", run.Output[run.Output.IndexOf("示例", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Contains("--json:", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_import_documents_every_column()
    {
        var help = (await Statsctl.Run("organs", "import", "--help")).Output;

        Assert.Contains(Registry.OrganCsv.Columns, help, StringComparison.Ordinal);
        Assert.All(Registry.OrganCsv.Columns.Split(','), column => Assert.Contains("  " + column, help.Replace(", last_year", "  last_year", StringComparison.Ordinal), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_access_token_of_the_environment_is_not_shown()
    {
        var run = await Statsctl.Run(new Dictionary<string, string>(StringComparer.Ordinal) { ["STATS_TOKEN"] = "secret-token" }, "get", "--help");

        Assert.DoesNotContain("secret-token", run.Output + run.Error, StringComparison.Ordinal);
    }
}
