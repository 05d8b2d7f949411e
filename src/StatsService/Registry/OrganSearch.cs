using Marten;
using Npgsql;

namespace StatsService.Registry;

/// <summary>An organ that was found.</summary>
/// <param name="Score">From 0 to 1, which is the very name, alias, id or code.</param>
internal sealed record OrganHit(Organ Organ, double Score);

/// <summary>
/// Finds organs by name, alias, or the beginning of an id or code. The index on pairs of characters gives candidates,
/// those that share most pairs first; only these are read and compared.
/// </summary>
internal sealed class OrganSearch(IDocumentStore store, NpgsqlDataSource database)
{
    private const int MaxCandidates = 200;

    /// <summary>What shares less with a name is another name.</summary>
    private const double LeastScore = 0.25;

    /// <param name="division">An id: only organs of it and of those below it. Empty: all.</param>
    public async Task<IReadOnlyList<OrganHit>> Find(string query, string division, int limit, CancellationToken ct)
    {
        var telling = OrganNames.TellingPairs(query).ToArray();
        await using var command = database.CreateCommand();
        command.Parameters.Add(new() { Value = MaxCandidates });
        command.Parameters.Add(new() { Value = query });
        command.Parameters.Add(new() { Value = telling.Length > 0 ? telling : OrganNames.Pairs([query]).ToArray() });
        var within = RegistrySql.Within(division, "o.division", command.Parameters);

        // Where all pairs are common ones, only what holds them all is looked at.
        var byName = telling.Length > 0
            ? $"""
              o.pairs && $3::varchar[] and {within}
              order by (select count(*) from unnest(o.pairs) pair where pair = any($3)) desc,
                cardinality(o.pairs), o.id
              """
            : $"""
              o.pairs @> $3::varchar[] and cardinality($3) > 0 and {within} order by o.id collate "C"
              """;
        command.CommandText = $"""
            (select o.id from ogi.mt_doc_organ o where {byName} limit $1)
            union
            (select o.id from ogi.organ_code c join ogi.mt_doc_organ o on o.id = 'organs/' || c.organ
             where c.code collate "C" >= $2 and c.code collate "C" < $2 || chr(1114111) and {within}
             order by c.code collate "C" limit $1)
            """;
        var candidates = await Load(command, ct);
        return [.. candidates.Select(organ => new OrganHit(organ, Score(organ, query)))
            .Where(hit => hit.Score >= LeastScore)
            .OrderByDescending(hit => hit.Score).ThenBy(hit => hit.Organ.Id, StringComparer.Ordinal)
            .Take(limit)];
    }

    /// <summary>Organs with an id or code that someone may have meant, or that begins alike.</summary>
    /// <param name="division">An id: only organs of it and of those below it. Empty: all.</param>
    public async Task<IReadOnlyList<Organ>> Near(string id, string division, int limit, CancellationToken ct)
    {
        await using var command = database.CreateCommand();
        command.Parameters.Add(new() { Value = NearIds.Of(id).ToArray() });
        command.Parameters.Add(new() { Value = id[..Math.Min(4, id.Length)] });
        command.Parameters.Add(new() { Value = limit });
        var within = RegistrySql.Within(division, "o.division", command.Parameters);
        command.CommandText = $"""
            select o.id from (
                select organ, 0 as further from ogi.organ_code where code = any($1)
                union all
                select organ, 1 from ogi.organ_code
                where code collate "C" >= $2 and code collate "C" < $2 || chr(1114111)) near
            join ogi.mt_doc_organ o on o.id = 'organs/' || near.organ
            where {within} group by o.id order by min(further), o.id collate "C" limit $3
            """;
        return await Load(command, ct);
    }

    /// <summary>The organs whose ids a query gives, in its order.</summary>
    private async Task<IReadOnlyList<Organ>> Load(NpgsqlCommand command, CancellationToken ct)
    {
        var ids = await command.ReadIds(ct);
        await using var session = store.QuerySession();
        var organs = (await session.LoadManyAsync<Organ>(ct, ids))
            .ToDictionary(organ => organ.Id, StringComparer.Ordinal);
        return [.. ids.Where(organs.ContainsKey).Select(id => organs[id])];
    }

    private static double Score(Organ organ, string query)
    {
        var stored = organ.State.Organ;
        var codes = stored.Codes.Append(organ.Code).Select(code => StartsWith(code, query));
        var names = stored.Names.Select(name => name.Title).Concat(stored.Aliases)
            .Select(name => Likeness(name, query));
        return codes.Concat(names).Max();
    }

    private static double StartsWith(string code, string query) =>
        code.StartsWith(query, StringComparison.Ordinal) ? Share(query, code) : 0;

    private static double Likeness(string name, string query) =>
        name.Contains(query, StringComparison.Ordinal)
            ? Share(query, name)
            : Math.Min(OrganNames.Similarity(name, query), 0.99);

    /// <summary>A part is a good match, the better the more it is of the whole.</summary>
    private static double Share(string part, string whole) => 0.4 + (0.6 * part.Length / whole.Length);
}
