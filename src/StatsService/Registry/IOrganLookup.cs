namespace StatsService.Registry;

/// <summary>Where organs and divisions are looked up: the registry as it stands, or with changes on top.</summary>
internal interface IOrganLookup
{
    /// <summary>The organ with this id or code, or null.</summary>
    Task<Organ?> Find(string idOrCode, CancellationToken ct);

    /// <summary>The division and all above it, from the nation down; empty where there is none.</summary>
    Task<IReadOnlyList<string>> Path(string division, CancellationToken ct);
}
