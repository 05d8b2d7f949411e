using StatsService.Failures;

namespace StatsService.Statistics;

/// <summary>Of which share of the reports expected a sum must be made to be compared with others.</summary>
internal static class MinCoverage
{
    public const double Default = 0.9;

    private const string Field = "min_coverage";

    /// <param name="given">Null: the default.</param>
    public static double Read(double? given) => given switch
    {
        null => Default,
        >= 0 and <= 1 => given.Value,
        _ => throw Refusals.InvalidValue(
            Field,
            $"{Field}（{given}）应在0至1之间，例如0.9；请改正或去掉。",
            $"{Field} ({given}) is a share from 0 to 1, such as 0.9; mend it or leave it out."),
    };

    /// <summary>Of organs: each has one report, and no share of it.</summary>
    /// <param name="instead">The field that it would go with.</param>
    public static double OfOrgans(double? given, string instead) => given is null ? 0 : throw Refusals.InvalidValue(
        Field,
        $"{Field}只与{instead}一起使用；机关只有自己的报告，请去掉。",
        $"{Field} goes with {instead} only; an organ has a report of its own, leave it out.");
}
