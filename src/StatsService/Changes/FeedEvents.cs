using System.Security.Cryptography;
using Google.Protobuf;
using Npgsql;
using StatsService.Canonical;
using StatsService.Log;

namespace StatsService.Changes;

/// <summary>An event of the log, in the order of all.</summary>
/// <param name="Hash">SHA-256 over it as stored.</param>
internal sealed record FeedEvent(string Stream, LoggedEvent Logged, ByteString Hash)
{
    /// <summary>The report that it is of; null: it is of none.</summary>
    public ReportName? Report { get; } = ReportName.Parse(Stream);

    public long Number => Logged.Number;

    public IMessage Data => Logged.Data;
}

/// <summary>Reads the log in its order.</summary>
internal sealed class FeedEvents(NpgsqlDataSource database)
{
    /// <param name="settled">No event after it is read: what is before it cannot appear any more.</param>
    public async Task<IReadOnlyList<FeedEvent>> After(long number, long settled, int limit, CancellationToken ct)
    {
        await using var command = database.CreateCommand("""
            select seq_id, stream_id, version, type, bdata from ogi.mt_events
            where seq_id > $1 and seq_id <= $2 and type <> 'tombstone' order by seq_id limit $3
            """);
        command.Parameters.Add(new() { Value = number });
        command.Parameters.Add(new() { Value = settled });
        command.Parameters.Add(new() { Value = limit });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var events = new List<FeedEvent>();
        while (await rows.ReadAsync(ct))
        {
            var bytes = rows.GetFieldValue<byte[]>(4);
            events.Add(new(
                rows.GetString(1),
                new(rows.GetInt64(0), rows.GetInt64(2), EventCodec.Decode(rows.GetString(3), bytes)),
                UnsafeByteOperations.UnsafeWrap(SHA256.HashData(bytes))));
        }

        return events;
    }
}
