using System.Runtime.CompilerServices;
using Marten;
using Npgsql;
using StatsService.Canonical;
using StatsService.Log;

namespace StatsService.Reports;

/// <summary>
/// Reads many reports as they stood at one point of the log: the snapshots of those that did not change since, and the
/// replayed events of those that did. What changed since the newest point is next to nothing.
/// </summary>
internal sealed class ReportQuery(
    IDocumentStore store, NpgsqlDataSource database, EventStreams streams, OrgansInDivisions divisions)
{
    /// <summary>Changed reports that are replayed at once.</summary>
    private const int AtOnce = 100;

    /// <summary>The first <paramref name="limit"/> reports after a name, by name.</summary>
    public async Task<IReadOnlyList<ReportAt>> Read(
        ReportSelection selection, long number, string after, int limit, CancellationToken ct)
    {
        var organs = await divisions.AsOf(selection.Divisions, number, ct);

        // In this order: what is written between the two reads is in the second, so that nothing falls between them.
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(Unchanged(selection, organs, number, after, limit));
        batch.BatchCommands.Add(ChangedNames(selection, number, after));
        var (unchanged, names) = await Read(batch, ct);
        var reports = new List<ReportAt>();
        var next = 0;
        await foreach (var (name, at) in Changed(selection, number, names, ct))
        {
            while (next < unchanged.Count && string.CompareOrdinal(unchanged[next].Report.Id, name) < 0)
            {
                reports.Add(unchanged[next++]);
            }

            if (reports.Count >= limit)
            {
                break; // The page is full: what changed further down is another one's.
            }

            var seen = next < unchanged.Count && unchanged[next].Report.Id == name;
            if (!seen && at is not null && selection.Matches(at.Report) && await organs.Hold(at.Report.Organ, ct))
            {
                reports.Add(at);
            }
        }

        return [.. reports.Concat(unchanged.Skip(next)).Take(limit)];
    }

    /// <summary>
    /// What changed since, in order, as it stood: null where it was not there yet. Read on only as it is asked for.
    /// </summary>
    /// <param name="names">The first names.</param>
    private async IAsyncEnumerable<(string Name, ReportAt? At)> Changed(
        ReportSelection selection, long number, IReadOnlyList<string> names,
        [EnumeratorCancellation] CancellationToken ct)
    {
        while (names.Count > 0)
        {
            var wanted = names.Where(name => selection.MayMatch(ReportName.Parse(name)!)).ToList();
            var events = await streams.Events(wanted, number, ct);
            foreach (var name in wanted)
            {
                var report = EventStreams.Fold<AnnualReport>(name, events[name]);
                yield return (name, report is null ? null : new(report, events[name].Last().Number));
            }

            names = names.Count < AtOnce ? [] : await NextNames(selection, number, names[^1], ct);
        }
    }

    private async Task<IReadOnlyList<string>> NextNames(
        ReportSelection selection, long number, string after, CancellationToken ct)
    {
        await using var batch = database.CreateBatch();
        batch.BatchCommands.Add(ChangedNames(selection, number, after));
        await using var rows = await batch.ExecuteReaderAsync(ct);
        return await ReadNames(rows, ct);
    }

    /// <summary>The first names, after one, of reports of the organs wanted that changed since.</summary>
    private static NpgsqlBatchCommand ChangedNames(ReportSelection selection, long number, string after)
    {
        var names = selection.Names();
        const string AnyReport = "stream_id like 'organs/%/reports/%'";
        var wanted = names is not null ? "stream_id = any($4)"
            : selection.Organs.Count > 0 ? $"{AnyReport} and split_part(stream_id, '/', 2) = any($4)"
            : AnyReport;
        var command = new NpgsqlBatchCommand($"""
            select stream_id from (
                select distinct stream_id from ogi.mt_events
                where seq_id > $1 and stream_id collate "C" > $2 and {wanted}) changed
            order by stream_id collate "C" limit $3
            """);
        command.Parameters.Add(new() { Value = number });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = AtOnce });
        if (names is not null || selection.Organs.Count > 0)
        {
            command.Parameters.Add(new() { Value = names ?? [.. selection.Organs] });
        }

        return command;
    }

    /// <summary>One statement, one snapshot of the database: a report's state and its number belong together.</summary>
    private static NpgsqlBatchCommand Unchanged(
        ReportSelection selection, OrgansThen organs, long number, string after, int limit)
    {
        var command = new NpgsqlBatchCommand();
        command.Parameters.Add(new() { Value = number });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = limit });
        command.CommandText = $"""
            select d.data, d.mt_version, e.seq_id
            from {selection.Source(command.Parameters)} d
            cross join lateral (
                select seq_id from ogi.mt_events where stream_id = d.id and version = d.mt_version limit 1) e
            where e.seq_id <= $1 and d.id collate "C" > $2 and {selection.ToSql(command.Parameters)}
              and {organs.ToSql(command.Parameters)}
            order by d.id collate "C" limit $3
            """;
        return command;
    }

    private async Task<(List<ReportAt> Unchanged, IReadOnlyList<string> Changed)> Read(
        NpgsqlBatch batch, CancellationToken ct)
    {
        var serializer = store.Options.Serializer();
        var reports = new List<ReportAt>();
        await using var rows = await batch.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var report = await serializer.FromJsonAsync<AnnualReport>(rows, 0, ct);
            reports.Add(new(report with { Version = rows.GetInt64(1) }, rows.GetInt64(2)));
        }

        await rows.NextResultAsync(ct);
        return (reports, await ReadNames(rows, ct));
    }

    private static async Task<IReadOnlyList<string>> ReadNames(NpgsqlDataReader rows, CancellationToken ct)
    {
        var names = new List<string>();
        while (await rows.ReadAsync(ct))
        {
            names.Add(rows.GetString(0));
        }

        return names;
    }
}
