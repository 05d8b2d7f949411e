using Google.Protobuf;
using Marten;
using Npgsql;
using StatsService.Log;

namespace StatsService.Reports;

/// <summary>One event of a stream as it lies in the log.</summary>
/// <param name="Number">Its number in the log.</param>
public sealed record LoggedEvent(long Number, long Version, IMessage Data);

/// <summary>A report and the number of the event that it stands at.</summary>
public sealed record ReportAt(AnnualReport Report, long Number);

/// <summary>Reads single reports: as they stand, or as they stood.</summary>
public sealed class ReportReader(IDocumentStore store, NpgsqlDataSource database)
{
    /// <summary>The newest revision, or null.</summary>
    public async Task<ReportAt?> Newest(string name, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        return await session.LoadAsync<AnnualReport>(name, ct) is { } report
            ? new(report, await NumberOf(name, report.Version, ct))
            : null;
    }

    /// <summary>The report as its events up to a number in the log leave it, or null where there is none yet.</summary>
    public async Task<ReportAt?> AsOf(string name, long number, CancellationToken ct) =>
        At(name, (await Events(name, ct)).TakeWhile(e => e.Number <= number));

    /// <summary>The report at a revision, or null.</summary>
    public async Task<ReportAt?> AtRevision(string name, long revision, CancellationToken ct)
    {
        var events = await Events(name, ct);
        return revision < 1 || revision > events.Count ? null : At(name, events.Take((int)revision));
    }

    /// <summary>All events of a report, oldest first.</summary>
    public async Task<IReadOnlyList<LoggedEvent>> Events(string name, CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "select seq_id, version, type, bdata from ogi.mt_events where stream_id = $1 order by version");
        command.Parameters.Add(new() { Value = name });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var events = new List<LoggedEvent>();
        while (await reader.ReadAsync(ct))
        {
            events.Add(new(reader.GetInt64(0), reader.GetInt64(1), EventCodec.Decode(reader.GetString(2), reader.GetFieldValue<byte[]>(3))));
        }

        return events;
    }

    public async Task<long> NumberOf(string name, long version, CancellationToken ct)
    {
        await using var command = database.CreateCommand("select seq_id from ogi.mt_events where stream_id = $1 and version = $2");
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = version });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>The state that events leave; null where there are none.</summary>
    public static AnnualReport? Fold(string name, IEnumerable<LoggedEvent> events) =>
        events.Aggregate((AnnualReport?)null, (report, e) => AnnualReport.Fold(report, name, e.Data));

    private static ReportAt? At(string name, IEnumerable<LoggedEvent> events)
    {
        var list = events.ToList();
        return Fold(name, list) is { } report ? new(report, list[^1].Number) : null;
    }
}
