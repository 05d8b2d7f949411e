using Npgsql;
using StatsService.Tests.Fixtures;
using StatsService.TestTools;

namespace StatsService.Tests.Clients;

/// <summary>docs/cookbook.md: each section, run in bash as a reader runs it, prints what the page says.</summary>
public sealed class Cookbook(SamplesFixture service) : IClassFixture<SamplesFixture>
{
    private const string TheirDatabase = "Host=localhost;Database=copy;Username=me";
    private const char End = '\x1e';

    private static readonly IReadOnlyList<Recipe> Recipes =
        Recipe.In(Path.Combine(Repository.Root, "docs", "cookbook.md"));

    [NeedsTheory("curl", "jq")]
    [InlineData("Outcomes of 怀柔 2018")]
    [InlineData("A series")]
    [InlineData("Why a figure")]
    [InlineData("Coverage")]
    [InlineData("A division's figures")]
    [InlineData("A file for Excel")]
    [InlineData("Follow changes")]
    [InlineData("Has anything changed?")]
    [InlineData("File a report and read it")]
    [InlineData("When it is refused")]
    [InlineData("Try again")]
    [InlineData("A snapshot that resumes")]
    public Task Its_commands_print_what_it_says(string title) => Check(title);

    [NeedsFact("python3")]
    public Task And_in_Python() => Check("Into Python");

    [NeedsFact("psql")]
    public async Task And_in_a_database_of_the_readers()
    {
        var database = await TestDatabases.CreateEmpty();
        var at = new NpgsqlConnectionStringBuilder(database);
        await Check(
            "A copy of one's own",
            commands => commands.Replace(TheirDatabase, database, StringComparison.Ordinal)
                .Replace("psql copy", $"psql {at.Database}", StringComparison.Ordinal),
            ("PGHOST", at.Host), ("PGPORT", $"{at.Port}"), ("PGUSER", at.Username), ("PGPASSWORD", at.Password));
        await TestDatabases.Drop(database);
    }

    [Fact]
    public void Every_section_is_one_of_these()
    {
        var run = typeof(Cookbook).GetMethod(nameof(Its_commands_print_what_it_says))!
            .GetCustomAttributes(typeof(InlineDataAttribute), inherit: false).Cast<InlineDataAttribute>()
            .SelectMany(data => data.GetData(null!).Select(arguments => (string)arguments[0]));

        Assert.Equal(
            run.Concat(["Before you begin", "Into Python", "A copy of one's own"]).Order(StringComparer.Ordinal),
            Recipes.Select(recipe => recipe.Title).Order(StringComparer.Ordinal));
    }

    private Task Check(string title) => Check(title, commands => commands);

    private async Task Check(
        string title, Func<string, string> change, params IEnumerable<(string Key, string? Value)> environment)
    {
        var steps = Recipes.Single(recipe => recipe.Title == title).Steps;
        var begin = Recipes.Single(recipe => recipe.Title == "Before you begin").Steps.Single().Commands;
        var script = string.Join($"printf '{End}'\n", steps.Select(step => step.Commands));

        var output = await Programs.Run(
            "bash", ["-c", "exec 2>&1\n" + change(Here(begin + script))], [("NO_COLOR", "1"), .. environment]);

        var printed = output.Split(End);
        Assert.Equal(steps.Count, printed.Length);
        Assert.All(steps.Zip(printed), pair => Assert.True(
            pair.First.Prints(pair.Second), $"{pair.First.Commands}printed\n{pair.Second}\nnot\n{pair.First.Output}"));
    }

    /// <summary>What the page says of its reader's machine, as it is here.</summary>
    private string Here(string commands) => commands
        .Replace("http://127.0.0.1:5002", service.HttpAddress, StringComparison.Ordinal)
        .Replace(
            "\"$repository/artifacts/bin/StatsService.Cli/release/statsctl.dll\" \"$@\"",
            $"'{Path.Combine(AppContext.BaseDirectory, "statsctl.dll")}' \"$@\" --server {service.GrpcAddress}",
            StringComparison.Ordinal);
}
