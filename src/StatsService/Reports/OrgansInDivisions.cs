using Npgsql;
using StatsService.Log;
using StatsService.Registry;

namespace StatsService.Reports;

/// <summary>Which organs lie in some divisions, as the registry knew them at a point of the log.</summary>
internal sealed class OrgansInDivisions(NpgsqlDataSource database, EventStreams streams, OrganDirectory directory)
{
    /// <param name="divisions">Ids, subtrees included; empty: all organs.</param>
    public async Task<OrgansThen> AsOf(IReadOnlyList<string> divisions, long number, CancellationToken ct)
    {
        var changed = new Dictionary<string, bool>(StringComparer.Ordinal);
        foreach (var stream in divisions.Count == 0 ? [] : await ChangedSince(number, ct))
        {
            // One that was registered only later is taken as it was first known.
            var events = await streams.Events(stream, ct);
            var organ = EventStreams.Fold<Organ>(stream, events.Where((e, i) => e.Number <= number || i == 0))!;
            changed[organ.Code] = await IsIn(organ.Division, divisions, ct);
        }

        return new(
            divisions, changed,
            async (organ, stop) => await directory.Find(organ, stop) is { } found
                && await IsIn(found.Division, divisions, stop));
    }

    private async Task<bool> IsIn(string division, IReadOnlyList<string> divisions, CancellationToken ct) =>
        (await directory.Path(division, ct)).Intersect(divisions, StringComparer.Ordinal).Any();

    private async Task<IReadOnlyList<string>> ChangedSince(long number, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "select distinct stream_id from ogi.mt_events where seq_id > $1 and type = 'organ_recorded'");
        command.Parameters.Add(new() { Value = number });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var changed = new List<string>();
        while (await rows.ReadAsync(ct))
        {
            changed.Add(rows.GetString(0));
        }

        return changed;
    }
}

/// <summary>The organs in some divisions at a point of the log.</summary>
/// <param name="Divisions">Empty: all organs.</param>
/// <param name="Changed">The organs that changed since, and whether they lay in them then.</param>
/// <param name="HoldsNow">Whether an organ lies in them now.</param>
internal sealed record OrgansThen(
    IReadOnlyList<string> Divisions, IReadOnlyDictionary<string, bool> Changed,
    Func<string, CancellationToken, Task<bool>> HoldsNow)
{
    public async Task<bool> Hold(string organ, CancellationToken ct) =>
        Divisions.Count == 0 || (Changed.TryGetValue(organ, out var held) ? held : await HoldsNow(organ, ct));

    /// <summary>The same condition on the snapshots <c>d</c> of reports.</summary>
    public string ToSql(NpgsqlParameterCollection parameters)
    {
        if (Divisions.Count == 0)
        {
            return "true";
        }

        parameters.Add(new() { Value = Divisions.ToArray() });
        parameters.Add(new() { Value = Changed.Keys.ToArray() });
        parameters.Add(new() { Value = Changed.Where(organ => organ.Value).Select(organ => organ.Key).ToArray() });
        return $"""
            (d.organ = any(${parameters.Count}) or d.organ <> all(${parameters.Count - 1}) and exists (
                select from ogi.mt_doc_organ o join ogi.mt_doc_division v on v.id = 'divisions/' || o.division
                where o.id = 'organs/' || d.organ and v.path && ${parameters.Count - 2}::varchar[]))
            """;
    }
}
