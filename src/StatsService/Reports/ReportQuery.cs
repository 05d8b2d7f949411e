using Marten;
using Npgsql;
using StatsService.Failures;
using StatsService.Registry;

namespace StatsService.Reports;

/// <summary>
/// Reads many reports as they stood at one point of the log: the snapshots of those that did not change since, and the
/// replayed events of those that did. What changed since the newest point is next to nothing.
/// </summary>
public sealed class ReportQuery(IDocumentStore store, NpgsqlDataSource database, ReportReader reader, OrganDirectory organs)
{
    /// <summary>More reports than that are not replayed for one answer.</summary>
    private const int MaxReplayed = 10_000;

    /// <summary>The first <paramref name="limit"/> reports after a name, by name.</summary>
    public async Task<IReadOnlyList<ReportAt>> Read(ReportSelection selection, long number, string after, int limit, CancellationToken ct)
    {
        var changed = await ChangedSince(number, ct);
        var reports = await Unchanged(selection, changed, after, limit, ct);
        foreach (var name in changed.Where(name => string.CompareOrdinal(name, after) > 0))
        {
            if (await reader.AsOf(name, number, ct) is { } at && selection.Matches(at.Report) && await Lies(at.Report, selection, ct))
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

    private async Task<List<string>> ChangedSince(long number, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "select distinct stream_id from ogi.mt_events where seq_id > $1 and stream_id like 'organs/%/reports/%' limit $2");
        command.Parameters.Add(new() { Value = number });
        command.Parameters.Add(new() { Value = MaxReplayed + 1 });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var names = new List<string>();
        while (await rows.ReadAsync(ct))
        {
            names.Add(rows.GetString(0));
        }

        return names.Count <= MaxReplayed ? names : throw new Refusal(
            Google.Rpc.Code.FailedPrecondition, "POSITION_TOO_OLD", new(
                $"该位置之后已有超过{MaxReplayed}份报告变化，无法一次列出；请改用较新的位置。",
                $"More than {MaxReplayed} reports changed after this position; too many for one answer. Use a newer one."))
        {
            Subject = "read.position",
        };
    }

    private async Task<List<ReportAt>> Unchanged(
        ReportSelection selection, List<string> changed, string after, int limit, CancellationToken ct)
    {
        await using var command = database.CreateCommand();
        command.Parameters.Add(new() { Value = changed.ToArray() });
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = limit });
        command.CommandText = $"""
            select d.id, e.seq_id
            from ogi.mt_doc_annualreport d join ogi.mt_events e on e.stream_id = d.id and e.version = d.mt_version
            where d.id <> all($1) and d.id collate "C" > $2 and {selection.ToSql(command.Parameters)}
            order by d.id collate "C" limit $3
            """;
        var numbers = new Dictionary<string, long>(StringComparer.Ordinal);
        await using (var rows = await command.ExecuteReaderAsync(ct))
        {
            while (await rows.ReadAsync(ct))
            {
                numbers.Add(rows.GetString(0), rows.GetInt64(1));
            }
        }

        await using var session = store.QuerySession();
        var reports = await session.LoadManyAsync<AnnualReport>(ct, numbers.Keys);
        return [.. reports.Select(report => new ReportAt(report, numbers[report.Id]))];
    }
}
