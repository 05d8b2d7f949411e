using System.Text.RegularExpressions;
using StatsService.TestTools;

namespace StatsService.Tests.Calls;

/// <summary>docs/errors.md lists the reasons that the sources have, and no others.</summary>
public sealed partial class DocumentedErrors
{
    private static readonly string[] Projects =
        ["StatsService", "StatsService.Canonical", "StatsService.Cli", "StatsService.Forms"];

    /// <summary>How names of environment variables begin.</summary>
    private static readonly string[] Variables = ["OTEL_", "STATS_"];

    private static readonly string Sources = string.Concat(Projects
        .Select(project => Path.Combine(Repository.Root, "src", project))
        .SelectMany(folder => Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories))
        .Select(File.ReadAllText));

    private static readonly string[] Documented =
    [
        .. File.ReadLines(Path.Combine(Repository.Root, "docs", "errors.md"))
            .Select(line => FirstColumn().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups["word"].Value),
    ];

    [Fact]
    public void Every_reason_in_the_sources_is_documented() =>
        Assert.Empty(Reason().Matches(Sources).Select(match => match.Groups["word"].Value)
            .Where(word => !Array.Exists(Variables, prefix => word.StartsWith(prefix, StringComparison.Ordinal)))
            .Except(Documented, StringComparer.Ordinal));

    [Fact]
    public void Every_documented_reason_is_in_the_sources() =>
        Assert.All(Documented, word => Assert.Contains($"\"{word}\"", Sources, StringComparison.Ordinal));

    [Fact]
    public void No_reason_is_documented_twice() =>
        Assert.Equal(Documented.Length, Documented.Distinct(StringComparer.Ordinal).Count());

    [GeneratedRegex("\"(?<word>[A-Z][A-Z0-9]*(_[A-Z0-9]+)+)\"", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Reason();

    [GeneratedRegex("^\\| `(?<word>[A-Z][A-Z0-9_]*)` \\|", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex FirstColumn();
}
