using System.Globalization;

namespace StatsService.Benchmarks;

/// <summary>Prints a line a goal: name, measured, spread, bar, and whether it is reached.</summary>
internal static class Goals
{
    /// <param name="atLeast">Whether the bar is to be reached; else it is not to be passed.</param>
    /// <param name="judged">Whether the chosen size can judge; else the line says FULL.</param>
    public static void Print(
        string name, double measured, double low, double high, double bar, bool atLeast, bool judged = true)
    {
        var reached = atLeast ? measured >= bar : measured <= bar;
        var verdict = !judged ? "FULL" : reached ? "PASS" : "SHORT";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"goal: {name}: {measured:G3} ({low:G3} to {high:G3}), bar {(atLeast ? "≥" : "≤")} {bar:G3}: {verdict}"));
    }

    /// <summary>What <paramref name="ours"/> takes against <paramref name="other"/>, round by round.</summary>
    public static void PrintCost(string name, Measured ours, Measured other, double bar)
    {
        var ratios = ours.Rounds.Zip(other.Rounds, (mine, theirs) => mine / theirs).Order().ToList();
        Print(name, ratios[ratios.Count / 2], ratios[0], ratios[^1], bar, atLeast: false);
    }

    /// <summary>How fast <paramref name="ours"/> is against <paramref name="other"/>, round by round.</summary>
    public static void PrintSpeed(string name, Measured ours, Measured other, double bar)
    {
        var ratios = other.Rounds.Zip(ours.Rounds, (theirs, mine) => theirs / mine).Order().ToList();
        Print(name, ratios[ratios.Count / 2], ratios[0], ratios[^1], bar, atLeast: true);
    }
}
