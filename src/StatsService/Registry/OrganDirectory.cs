using Marten;
using Ogi.Stats.Store.V1;
using StatsService.Failures;

namespace StatsService.Registry;

/// <summary>Looks organs up by id or by any code they ever had, and divisions by code.</summary>
internal sealed class OrganDirectory(IDocumentStore store, OrganCodes codes, UnknownResources unknowns) : IOrganFacts
{
    /// <summary>The organ with this id or code, or null.</summary>
    public async Task<Organ?> Find(string idOrCode, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        if (await session.LoadAsync<Organ>(Organ.Prefix + idOrCode, ct) is { } organ)
        {
            return organ;
        }

        return await codes.Owner(idOrCode, ct) is { } id ? await session.LoadAsync<Organ>(Organ.Prefix + id, ct) : null;
    }

    /// <summary>The organ that a request is about, by id or code; NOT_FOUND where there is none.</summary>
    public async Task<Organ> Get(string name, string field, CancellationToken ct)
    {
        var id = ResourceIds.Parse("organs", name, field);
        return await Find(id, ct) ?? throw await unknowns.OrganNotFound(id, ct);
    }

    /// <summary>
    /// The ids of organs that a request refers to by id or code; one that is not registered is refused.
    /// </summary>
    /// <param name="lookup">Where they are looked up. Null: here.</param>
    public async Task<IReadOnlyList<string>> Ids(
        IEnumerable<string> names, string field, CancellationToken ct, IOrganLookup? lookup = null)
    {
        var ids = new List<string>();
        foreach (var name in names)
        {
            var id = ResourceIds.Parse("organs", name, field);
            ids.Add((await (lookup ?? this).Find(id, ct) ?? throw await Unknown(field, id, title: null, ct)).Code);
        }

        return ids;
    }

    /// <summary>The ids of divisions that a request refers to; one that does not exist is refused.</summary>
    /// <param name="lookup">Where they are looked up. Null: here.</param>
    public async Task<IReadOnlyList<string>> Divisions(
        IEnumerable<string> names, string field, CancellationToken ct, IOrganLookup? lookup = null)
    {
        var ids = new List<string>();
        foreach (var name in names)
        {
            var id = ResourceIds.Parse("divisions", name, field);
            ids.Add((await (lookup ?? this).Path(id, ct)).Count > 0
                ? id
                : throw await unknowns.Division(field, id, within: "", ct));
        }

        return ids;
    }

    /// <summary>The division and all above it, from the nation down; empty where there is none.</summary>
    public async Task<IReadOnlyList<string>> Path(string division, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        return (await session.LoadAsync<Division>(Division.Prefix + division, ct))?.Path ?? [];
    }

    public async Task<OrganFacts> Facts(Organ organ, int year, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        return organ.FactsIn(year, await session.LoadAsync<Division>(Division.Prefix + organ.Division, ct));
    }

    /// <summary>
    /// The refusal of a request that refers to an organ that is not registered, with the nearest ones.
    /// </summary>
    /// <param name="title">What may be its name, where the request tells.</param>
    public Task<Refusal> Unknown(string field, string asked, string? title, CancellationToken ct) =>
        unknowns.Organ(field, asked, title, within: "", ct);
}
