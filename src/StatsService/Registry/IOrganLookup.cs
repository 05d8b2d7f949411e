using Ogi.Stats.Store.V1;

namespace StatsService.Registry;

/// <summary>Where organs and divisions are looked up: the registry as it stands, or with changes on top.</summary>
internal interface IOrganLookup
{
    /// <summary>The organ with this id or code, or null.</summary>
    Task<Organ?> Find(string idOrCode, CancellationToken ct);

    /// <summary>The division and all above it, from the nation down; empty where there is none.</summary>
    Task<IReadOnlyList<string>> Path(string division, CancellationToken ct);
}

/// <summary>The same, and what the rules and the reports' readers need to know of an organ.</summary>
internal interface IOrganFacts : IOrganLookup
{
    Task<OrganFacts> Facts(Organ organ, int year, CancellationToken ct);
}
