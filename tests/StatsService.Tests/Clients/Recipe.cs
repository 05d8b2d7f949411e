using System.Text.RegularExpressions;

namespace StatsService.Tests.Clients;

/// <summary>A section of a document: blocks of commands, each with the output that the document says it has.</summary>
internal sealed partial record Recipe(string Title, IReadOnlyList<RecipeStep> Steps)
{
    /// <summary>The sections of a document.</summary>
    public static IReadOnlyList<Recipe> In(string file) =>
    [
        .. File.ReadAllText(file).Split("\n## ")[1..].Select(section => new Recipe(
            section[..section.IndexOf('\n', StringComparison.Ordinal)].Split(" | ")[^1],
            [.. Blocks().Matches(section).Select(block => new RecipeStep(
                block.Groups["commands"].Value, block.Groups["output"].Value))])),
    ];

    [GeneratedRegex(
        """^```sh\n(?<commands>.*?)^```\n(\n```text\n(?<output>.*?)^```\n)?""",
        RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Blocks();
}

/// <summary>A block of commands with its output; in that <c>…</c> stands for anything.</summary>
internal sealed record RecipeStep(string Commands, string Output)
{
    /// <summary>Whether this is the output, blanks at the ends of lines apart.</summary>
    public bool Prints(string output) => Regex.IsMatch(
        Trimmed(output),
        $"^{Regex.Escape(Trimmed(Output)).Replace("…", ".*?", StringComparison.Ordinal)}$",
        RegexOptions.Singleline, TimeSpan.FromSeconds(5));

    private static string Trimmed(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.TrimEnd())).TrimEnd();
}
