using Npgsql;
using StatsService.Log;
using StatsService.Reports;
using StatsService.RollUp;
using State = Ogi.Stats.V1.ReportState;

namespace StatsService.Copies;

/// <summary>
/// Finds the reports with the same tables, by their digests, as they stood at any number of the log: by the snapshots,
/// and the events of those that changed since.
/// </summary>
internal sealed class SameTables(NpgsqlDataSource database, EventStreams streams)
{
    /// <summary>
    /// Reports that are looked at for one digest. Where more are alike, that so many are says enough.
    /// </summary>
    public const int Most = 200;

    /// <summary>
    /// Also those that had such tables once: they may have had them then. Not those that were withdrawn since: that
    /// they had the tables of a report that everyone may read would tell what was in them. (<c>offset 0</c>: so that
    /// they are found by their tables, and not by going through all reports in order; and of the events only theirs.)
    /// </summary>
    private const string WithTables = """
        select d.id, d.tables_digest, d.state, e.seq_id from unnest($1) wanted (digest)
        cross join lateral (
            select * from (
                (select id, tables_digest, state, mt_version from ogi.mt_doc_annualreport
                where tables_digest = wanted.digest offset 0)
                union
                (select id, tables_digest, state, mt_version from ogi.mt_doc_annualreport
                where former_digests @> array[wanted.digest] offset 0)) alike
            order by id collate "C" limit $2) d
        cross join lateral (
            select seq_id from ogi.mt_events where stream_id = d.id and version = d.mt_version limit 1) e
        where not exists (
            select from ogi.mt_events w where w.stream_id = d.id and w.seq_id > $3 and w.type = 'report_withdrawn'
            offset 0)
        """;

    private const string Named = """
        select d.id, d.tables_digest, d.state, e.seq_id from ogi.mt_doc_annualreport d
        join ogi.mt_events e on e.stream_id = d.id and e.version = d.mt_version
        where d.id = any($1)
        """;

    /// <summary>The names of the reports on file by the digests of their tables, in order.</summary>
    public async Task<ILookup<Guid, string>> On(IReadOnlyCollection<Guid> digests, long number, CancellationToken ct)
    {
        await using var command = database.CreateCommand(WithTables);
        command.Parameters.AddValue<Guid[]>([.. digests]);
        command.Parameters.AddValue(Most);
        command.Parameters.AddValue(number);
        return (await Then(command, number, ct))
            .Where(report => report.Value is not null)
            .OrderBy(report => report.Key, StringComparer.Ordinal)
            .ToLookup(report => report.Value!.Value, report => report.Key);
    }

    /// <summary>The digests of single reports, by their names; null of one that is not on file.</summary>
    public async Task<IReadOnlyDictionary<string, Guid?>> Of(
        IReadOnlyCollection<string> names, long number, CancellationToken ct)
    {
        await using var command = database.CreateCommand(Named);
        command.Parameters.AddValue<string[]>([.. names]);
        return await Then(command, number, ct);
    }

    private async Task<Dictionary<string, Guid?>> Then(NpgsqlCommand command, long number, CancellationToken ct)
    {
        var found = new Dictionary<string, Guid?>(StringComparer.Ordinal);
        var changed = new List<string>();
        await using (var rows = await command.ExecuteReaderAsync(ct))
        {
            while (await rows.ReadAsync(ct))
            {
                var name = rows.GetString(0);
                if (rows.GetInt64(3) > number)
                {
                    changed.Add(name);
                }
                else
                {
                    found[name] = (State)rows.GetInt32(2) == State.Withdrawn || await rows.IsDBNullAsync(1, ct)
                        ? null
                        : rows.GetGuid(1);
                }
            }
        }

        var events = changed.Count == 0 ? null : await streams.Events(changed, number, ct);
        foreach (var name in changed)
        {
            var then = EventStreams.Fold<AnnualReport>(name, events![name]);
            found[name] = then is { State: not State.Withdrawn } ? then.TablesDigest : null;
        }

        return found;
    }
}
