using System.Globalization;
using Npgsql;
using Ogi.Stats.Store.V1;
using StatsService.Canonical;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Reports;
using StatsService.RollUp;
using State = Ogi.Stats.V1.ReportState;

namespace StatsService.Statistics.Obligations;

/// <summary>A report on file, as far as obligations go.</summary>
/// <param name="PublicationDate">yyyymmdd; 0: not known.</param>
/// <param name="IsCopy">Whether it is marked a copy.</param>
internal readonly record struct FiledReport(Scope Scope, State State, int PublicationDate, bool IsCopy);

/// <summary>
/// Reads what is on file for a year as of any number of the log: one statement over the snapshots, and the events of
/// reports that changed since.
/// </summary>
internal sealed class FiledReports(NpgsqlDataSource database, EventStreams streams)
{
    /// <summary>Changed reports that are replayed at once.</summary>
    private const int AtOnce = 2000;

    private static readonly int[] OnFile = [(int)State.Filed, (int)State.Returned, (int)State.Accepted];

    /// <param name="organs">Ids; null: all.</param>
    public async Task<IReadOnlyDictionary<string, FiledReport[]>> At(
        long number, int year, IReadOnlyCollection<string>? organs, CancellationToken ct)
    {
        // In this order: what is written between the two reads is in the second, so that nothing falls between them.
        var found = await Snapshots(year, organs, ct);
        var changed = await ChangedSince(number, year, ct);
        var wanted = organs is null ? null : organs as IReadOnlySet<string> ?? organs.ToHashSet(StringComparer.Ordinal);
        foreach (var names in changed.Where(name => wanted?.Contains(name.Organ) ?? true).Chunk(AtOnce))
        {
            var events = await streams.Events([.. names.Select(name => name.ToString())], number, ct);
            foreach (var name in names)
            {
                Replace(found, name, Then(events[name.ToString()]));
            }
        }

        return found;
    }

    private static FiledReport? Then(IEnumerable<LoggedEvent> events)
    {
        var report = events.Aggregate((StoredReport?)null, (then, e) => ReportFold.Apply(then, e.Data));
        return report is not null && OnFile.Contains(report.State)
            ? new(default, (State)report.State, report.Header?.PublicationDate ?? 0, report.CopyOf.Length > 0)
            : null;
    }

    private static void Replace(Dictionary<string, FiledReport[]> found, ReportName name, FiledReport? then)
    {
        var others = found.GetValueOrDefault(name.Organ, []).Where(report => report.Scope != name.Scope);
        FiledReport[] all = then is { } report ? [.. others, report with { Scope = name.Scope }] : [.. others];
        if (all.Length == 0)
        {
            found.Remove(name.Organ);
        }
        else
        {
            found[name.Organ] = all;
        }
    }

    private async Task<Dictionary<string, FiledReport[]>> Snapshots(
        int year, IReadOnlyCollection<string>? organs, CancellationToken ct)
    {
        await using var command = database.CreateCommand($"""
            select d.organ, d.scope, d.state, coalesce((d.data ->> 'publicationDate')::int, 0), d.copy_of is not null
            from ogi.mt_doc_annualreport d
            where d.year = $1 and d.state = any($2){(organs is null ? "" : " and d.organ = any($3)")}
            """);
        command.Parameters.AddValue(year);
        command.Parameters.AddValue(OnFile);
        if (organs is not null)
        {
            command.Parameters.AddValue<string[]>([.. organs]);
        }

        var found = new Dictionary<string, FiledReport[]>(StringComparer.Ordinal);
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var organ = rows.GetString(0);
            var report = new FiledReport(
                (Scope)rows.GetInt32(1), (State)rows.GetInt32(2), rows.GetInt32(3), rows.GetBoolean(4));
            found[organ] = found.TryGetValue(organ, out var others) ? [.. others, report] : [report];
        }

        return found;
    }

    private async Task<List<ReportName>> ChangedSince(long number, int year, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            select distinct stream_id from ogi.mt_events
            where seq_id > $1 and stream_id like 'organs/%/reports/' || $2 || '-%'
            """);
        command.Parameters.AddValue(number);
        command.Parameters.AddValue(year.ToString(CultureInfo.InvariantCulture));
        return [.. (await command.ReadIds(ct)).Select(ReportName.Parse).OfType<ReportName>()];
    }
}
