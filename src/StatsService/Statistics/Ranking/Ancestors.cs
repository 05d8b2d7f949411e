using StatsService.Callers;
using StatsService.Registry;
using StatsService.RollUp;

namespace StatsService.Statistics.Ranking;

/// <summary>Below which division is ranked.</summary>
internal static class Ancestors
{
    /// <summary>Its id; none is named: the nation's.</summary>
    public static async Task<string> Ancestor(
        this OrganDirectory directory, string name, Country country, CancellationToken ct) => name.Length == 0
        ? Caller.Nation
        : (await directory.Divisions([name], "ancestor", ct, new CountryLookup(country)))[0];
}
