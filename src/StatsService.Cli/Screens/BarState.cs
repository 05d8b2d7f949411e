using System.Globalization;

namespace StatsService.Cli.Screens;

/// <summary>How far something is.</summary>
/// <param name="What">What is being done.</param>
/// <param name="Total">Null or 0: not known.</param>
internal sealed record BarState(string What, long Done, long? Total)
{
    /// <summary>What of it is done: at most 1, as totals are estimates.</summary>
    public double? Share => Total is > 0 and var total ? Math.Min((double)Done / total, 1) : null;

    /// <summary><c>变更 changes 1,200/30,000</c>.</summary>
    public string Text => Total is > 0 and var total
        ? $"{What} {Number(Done)}/{Number(total)}"
        : $"{What} {Number(Done)}";

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
