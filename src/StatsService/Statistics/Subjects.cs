using Marten;
using Npgsql;
using StatsService.Registry;

namespace StatsService.Statistics;

/// <summary>The organs that rows are about, as the registry knew them at a point of the log.</summary>
internal sealed class Subjects(IDocumentStore store, NpgsqlDataSource database, OrganDirectory directory)
{
    private const string Prefix = "organs/";

    /// <summary>The ids of organs named by id or code, each once; one that is not registered is refused.</summary>
    public async Task<IReadOnlyList<string>> Ids(IReadOnlyList<string> names, string field, CancellationToken ct)
    {
        var asked = names.Select((name, i) => ResourceIds.Parse("organs", name, $"{field}[{i}]")).ToList();
        var known = await Registered(asked, ct);
        var ids = new List<string>();
        for (var i = 0; i < asked.Count; i++)
        {
            ids.Add(known.Contains(Prefix + asked[i]) ? asked[i]
                : await directory.Find(asked[i], ct) is { } organ ? organ.Id[Prefix.Length..]
                : throw await directory.Unknown($"{field}[{i}]", asked[i], title: null, ct));
        }

        return [.. ids.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Organs by id; one that was registered only later is given as it was first known.</summary>
    public async Task<IReadOnlyDictionary<string, Organ>> AsOf(IReadOnlyList<string> ids, long number, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var organs = (await session.LoadManyAsync<Organ>(ct, ids.Select(id => Prefix + id)))
            .ToDictionary(organ => organ.Id[Prefix.Length..], StringComparer.Ordinal);
        foreach (var (stream, version) in await ChangedSince(ids, number, ct))
        {
            organs[stream[Prefix.Length..]] = (await session.Events.AggregateStreamAsync<Organ>(stream, version, token: ct))!;
        }

        return organs;
    }

    private async Task<HashSet<string>> Registered(IEnumerable<string> ids, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select id from ogi.mt_doc_organ where id = any($1)");
        command.Parameters.Add(new() { Value = ids.Select(id => Prefix + id).ToArray() });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(ct))
        {
            found.Add(rows.GetString(0));
        }

        return found;
    }

    private async Task<List<(string Stream, long Version)>> ChangedSince(
        IEnumerable<string> ids, long number, CancellationToken ct)
    {
        const string Sql = """
            select stream_id, coalesce(max(version) filter (where seq_id <= $2), 1)
            from ogi.mt_events where stream_id = any($1)
            group by stream_id having max(seq_id) > $2
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = ids.Select(id => Prefix + id).ToArray() });
        command.Parameters.Add(new() { Value = number });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var changed = new List<(string, long)>();
        while (await rows.ReadAsync(ct))
        {
            changed.Add((rows.GetString(0), rows.GetInt64(1)));
        }

        return changed;
    }
}
