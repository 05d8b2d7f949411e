using StatsService.Callers;
using StatsService.Registry;
using StatsService.RollUp;
using StatsService.Statistics.Divisions;

namespace StatsService.Statistics.Ranking;

/// <summary>Below which division is ranked.</summary>
internal static class Ancestors
{
    /// <summary>Its id; none is named: the nation's.</summary>
    public static async Task<string> Ancestor(
        this OrganDirectory directory, string name, Country country, CancellationToken ct) => name.Length == 0
        ? Caller.Nation
        : await DivisionYears.Known(name, "ancestor", country, directory, ct);
}
