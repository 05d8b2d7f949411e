using Marten;
using Npgsql;
using StatsService.Failures;
using StatsService.Registry;

namespace StatsService.Reports;

/// <summary>
/// Reads many reports as they stood at one point of the log: the snapshots of those that did not change since, and the
/// replayed events of those that did. What changed since the newest point is next to nothing.
/// </summary>
public sealed class ReportQuery(
    IDocumentStore store, NpgsqlDataSource database, ReportReader reader, OrganDirectory organs)
{
    /// <summary>More reports than that are not replayed for one answer.</summary>
    private const int MaxReplayed = 10_000;

    /// <summary>The first <paramref name="limit"/> reports after a name, by name.</summary>
    public async Task<IReadOnlyList<ReportAt>> Read(
        ReportSelection selection, long number, string after, int limit, CancellationToken ct)
    {
        // In this order: what is written between the two reads is in the second, so that nothing falls between them.
        var reports = await Unchanged(selection, number, after, limit, ct);
        var unchanged = reports.Select(at => at.Report.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var name in await ChangedSince(selection, number, ct))
        {
            if (string.CompareOrdinal(name, after) > 0
                && !unchanged.Contains(name)
                && await reader.AsOf(name, number, ct) is { } at
                && selection.Matches(at.Report)
                && await Lies(at.Report, selection, ct))
            {
                reports.Add(at);
            }
        }

        return [.. reports.OrderBy(at => at.Report.Id, StringComparer.Ordinal).Take(limit)];
    }

    private async Task<bool> Lies(AnnualReport report, ReportSelection selection, CancellationToken ct) =>
        selection.Divisions.Count == 0
        || (await organs.Find(report.Organ, ct) is { } organ
            && (await organs.Path(organ.Division, ct)).Intersect(selection.Divisions, StringComparer.Ordinal).Any());

    private async Task<List<string>> ChangedSince(ReportSelection selection, long number, CancellationToken ct)
    {
        var names = selection.Names();
        var wanted = names is null ? "stream_id like 'organs/%/reports/%'" : "stream_id = any($3)";
        await using var command = database.CreateCommand(
            $"select distinct stream_id from ogi.mt_events where seq_id > $1 and {wanted} limit $2");
        command.Parameters.Add(new() { Value = number });
        command.Parameters.Add(new() { Value = MaxReplayed + 1 });
        if (names is not null)
        {
            command.Parameters.Add(new() { Value = names });
        }

        await using var rows = await command.ExecuteReaderAsync(ct);
        var changed = new List<string>();
        while (await rows.ReadAsync(ct))
        {
            changed.Add(rows.GetString(0));
        }

        return changed.Count <= MaxReplayed ? changed : throw new Refusal(
            Google.Rpc.Code.FailedPrecondition, "POSITION_TOO_OLD", new(
                $"该位置之后已有超过{MaxReplayed}份报告变化，无法一次列出；请改用较新的位置。",
                $"More than {MaxReplayed} reports changed after this position: too many for one answer. "
                + "Use a newer one."))
        {
            Subject = "read.position",
        };
    }

    /// <summary>One statement, one snapshot of the database: a report's state and its number belong together.</summary>
    private async Task<List<ReportAt>> Unchanged(
        ReportSelection selection, long number, string after, int limit, CancellationToken ct)
    {
        await using var command = database.CreateCommand();
        command.Parameters.Add(new() { Value = number });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = limit });
        command.CommandText = $"""
            select d.data, d.mt_version, e.seq_id
            from ogi.mt_doc_annualreport d join ogi.mt_events e on e.stream_id = d.id and e.version = d.mt_version
            where e.seq_id <= $1 and d.id collate "C" > $2 and {selection.ToSql(command.Parameters)}
            order by d.id collate "C" limit $3
            """;
        var serializer = store.Options.Serializer();
        var reports = new List<ReportAt>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var report = await serializer.FromJsonAsync<AnnualReport>(rows, 0, ct);
            reports.Add(new(report with { Version = rows.GetInt64(1) }, rows.GetInt64(2)));
        }

        return reports;
    }
}
