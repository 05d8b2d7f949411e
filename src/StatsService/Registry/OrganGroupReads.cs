using Marten;
using Npgsql;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>
/// What stands in the registry of that which the items of a group name: a few queries for all of them.
/// </summary>
internal sealed class OrganGroupReads
{
    private const int MaxDepth = 10;

    /// <summary>Ids and codes that were looked for: which is not found is not registered.</summary>
    public HashSet<string> Asked { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Organ> Organs { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, CodeOwner> Owners { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Bearers { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, IReadOnlyList<string>> Paths { get; } = new(StringComparer.Ordinal);

    public static async Task<OrganGroupReads> Of(
        IReadOnlyList<Wire.Organ> items, IDocumentStore store, NpgsqlDataSource database, OrganCodes codes,
        CancellationToken ct)
    {
        var reads = new OrganGroupReads();
        await using var session = store.QuerySession();
        var divisions = items.Select(item => ResourceIds.Id("divisions", item.Division)).ToList();
        var keys = items.SelectMany(item => item.Codes.Append(ResourceIds.Id("organs", item.Name)))
            .Concat(divisions).ToList();
        await reads.ReadPaths(session, keys, ct);
        await reads.ReadOrgans(session, codes, keys.Concat(items.Select(Parent)), ct);
        await reads.ReadBearers(items, database, ct);
        await reads.ReadOrgans(session, codes, reads.Bearers.Values, ct);
        for (var depth = 0; depth < MaxDepth && reads.MissingParents() is { Count: > 0 } missing; depth++)
        {
            await reads.ReadOrgans(session, codes, missing, ct);
        }

        return reads;
    }

    private static string Parent(Wire.Organ item) => ResourceIds.Id("organs", item.Parent);

    private List<string> MissingParents() =>
        [.. Organs.Values.Select(organ => organ.State.Organ.Parent).Where(id => id.Length > 0 && !Asked.Contains(id))];

    private async Task ReadPaths(IQuerySession session, IEnumerable<string> ids, CancellationToken ct)
    {
        foreach (var id in ids)
        {
            Paths[id] = [];
        }

        foreach (var division in await session.LoadManyAsync<Division>(
            ct, Paths.Keys.Select(id => Division.Prefix + id)))
        {
            Paths[division.Path[^1]] = division.Path;
        }
    }

    private async Task ReadOrgans(
        IQuerySession session, OrganCodes codes, IEnumerable<string> idsOrCodes, CancellationToken ct)
    {
        var wanted = idsOrCodes.Where(key => key.Length > 0 && Asked.Add(key)).ToList();
        var ids = new HashSet<string>(wanted, StringComparer.Ordinal);
        foreach (var (code, owner) in await codes.Owners(wanted, ct))
        {
            Owners[code] = owner;
            ids.Add(owner.Organ);
        }

        foreach (var organ in await session.LoadManyAsync<Organ>(ct, ids.Select(id => Organ.Prefix + id)))
        {
            Organs[organ.Code] = organ;
        }
    }

    /// <summary>Only of items that have neither an id nor a code that is known.</summary>
    private async Task ReadBearers(
        IReadOnlyList<Wire.Organ> items, NpgsqlDataSource database, CancellationToken ct)
    {
        var bearers = items
            .Where(item => item.Name.Length == 0 && item.Names.Count > 0 && !item.Codes.Any(Owners.ContainsKey))
            .Select(item => Organ.Bearer(ResourceIds.Id("divisions", item.Division), item.Names[0].Title.Trim()))
            .Distinct(StringComparer.Ordinal).ToArray();
        if (bearers.Length == 0)
        {
            return;
        }

        await using var command = database.CreateCommand(
            "select bearer, min(o.id) from ogi.mt_doc_organ o, unnest(o.bearers) bearer "
            + "where o.bearers && $1::varchar[] and bearer = any($1) group by bearer");
        command.Parameters.Add(new() { Value = bearers });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            Bearers[reader.GetString(0)] = reader.GetString(1)[Organ.Prefix.Length..];
        }
    }
}
