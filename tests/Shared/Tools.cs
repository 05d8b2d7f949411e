namespace StatsService.TestTools;

/// <summary>
/// Programs that some tests need besides the SDK. <c>scripts/test.sh --all</c> installs them and sets
/// <c>STATS_TEST_ALL=1</c>: then a test without its tool fails. Otherwise it is skipped, by name.
/// </summary>
internal static class Tools
{
    public static bool All => Environment.GetEnvironmentVariable("STATS_TEST_ALL") is "1";

    /// <summary>The path of a tool; the test fails where it is missing.</summary>
    public static string Require(string tool)
    {
        var path = Find(tool);
        Xunit.Assert.True(path is not null, $"This test needs {tool}: scripts/test.sh --all installs it.");
        return path;
    }

    /// <param name="tool">A program in the PATH; with a slash in it, a file, from the repository's folder on.</param>
    public static string? Find(string tool) => tool.Contains('/', StringComparison.Ordinal)
        ? new[] { Path.Combine(Repository.Root, tool) }.FirstOrDefault(File.Exists)
        : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, tool))
            .FirstOrDefault(File.Exists);

    /// <summary>Why a test that needs these is skipped; null: it runs, and fails where one is missing.</summary>
    public static string? Missing(params string[] tools) =>
        !All && tools.Where(tool => Find(tool) is null).ToList() is { Count: > 0 } missing
            ? $"needs {string.Join(", ", missing)} (scripts/test.sh --all)"
            : null;
}

/// <summary>A test that needs tools: skipped by name where one is missing, unless all tests were asked for.</summary>
internal sealed class NeedsFactAttribute : Xunit.FactAttribute
{
    public NeedsFactAttribute(params string[] tools)
    {
        Skip = Tools.Missing(tools);
    }
}

/// <summary>The same of a test with several cases.</summary>
internal sealed class NeedsTheoryAttribute : Xunit.TheoryAttribute
{
    public NeedsTheoryAttribute(params string[] tools)
    {
        Skip = Tools.Missing(tools);
    }
}
