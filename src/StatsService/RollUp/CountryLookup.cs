using StatsService.Registry;

namespace StatsService.RollUp;

/// <summary>
/// Divisions that a request names, as the registry knew them at the point of the answer: nothing is asked of the
/// database.
/// </summary>
internal sealed class CountryLookup(Country country) : IOrganLookup
{
    /// <summary>The organs in memory are too little of them.</summary>
    public Task<Organ?> Find(string idOrCode, CancellationToken ct) => throw new NotSupportedException();

    public Task<IReadOnlyList<string>> Path(string division, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<string>>(country.Tree.Find(division)?.Path ?? []);
}
