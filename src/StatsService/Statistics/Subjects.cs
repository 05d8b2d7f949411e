using Marten;
using Npgsql;
using StatsService.Log;
using StatsService.Registry;

namespace StatsService.Statistics;

/// <summary>The organs that rows are about, as the registry knew them at a point of the log.</summary>
internal sealed class Subjects(
    IDocumentStore store, NpgsqlDataSource database, OrganDirectory directory, EventStreams streams)
{
    /// <summary>The ids of organs named by id or code, each once; one that is not registered is refused.</summary>
    public async Task<IReadOnlyList<string>> Ids(IReadOnlyList<string> names, string field, CancellationToken ct)
    {
        var asked = names.Select((name, i) => ResourceIds.Parse("organs", name, $"{field}[{i}]")).ToList();
        var known = await Streams("select id from ogi.mt_doc_organ where id = any($1)", asked, ct);
        var ids = new List<string>();
        for (var i = 0; i < asked.Count; i++)
        {
            ids.Add(known.Contains(Organ.Prefix + asked[i])
                ? asked[i]
                : (await directory.Ids([names[i]], $"{field}[{i}]", ct))[0]);
        }

        return [.. ids.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Organs by id; one that was registered only later is given as it was first known.</summary>
    public async Task<IReadOnlyDictionary<string, Organ>> AsOf(
        IReadOnlyList<string> ids, long number, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var organs = (await session.LoadManyAsync<Organ>(ct, ids.Select(id => Organ.Prefix + id)))
            .ToDictionary(organ => organ.Code, StringComparer.Ordinal);

        // After the snapshots: what changed while they were read is replayed too.
        const string ChangedSince =
            "select distinct stream_id from ogi.mt_events where stream_id = any($1) and seq_id > $2";
        foreach (var stream in await Streams(ChangedSince, ids, ct, number))
        {
            var events = await streams.Events(stream, ct);
            var then = events.Where((e, i) => e.Number <= number || i == 0);
            organs[stream[Organ.Prefix.Length..]] = EventStreams.Fold<Organ>(stream, then)!;
        }

        return organs;
    }

    private async Task<HashSet<string>> Streams(
        string sql, IEnumerable<string> ids, CancellationToken ct, params long[] more)
    {
        await using var command = database.CreateCommand(sql);
        command.Parameters.Add(new() { Value = ids.Select(id => Organ.Prefix + id).ToArray() });
        foreach (var value in more)
        {
            command.Parameters.Add(new() { Value = value });
        }

        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new HashSet<string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(ct))
        {
            found.Add(rows.GetString(0));
        }

        return found;
    }
}
