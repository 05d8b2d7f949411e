using System.Security.Cryptography;
using Google.Protobuf;
using Npgsql;
using StatsService.Failures;

namespace StatsService.Log;

/// <summary>Reads the log by number and by time, and waits for what is not settled yet.</summary>
internal sealed class LogReader(
    NpgsqlDataSource database, HistoryWatch watch, HighWater highWater, TimeProvider clock)
{
    /// <summary>The longest that a read waits for a number.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>The point of the last event at or below a number.</summary>
    public async Task<LogPoint> PointAt(long number, CancellationToken ct)
    {
        const string Sql = """
            select seq_id, bdata, timestamp from ogi.mt_events
            where seq_id <= $1 and type <> 'tombstone' order by seq_id desc limit 1
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = number });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var histories = watch.Current; // as this connection found them, or newer
        if (!await reader.ReadAsync(ct))
        {
            return new(Position.Beginning(histories), DateTimeOffset.UnixEpoch, IsCurrent: true, histories);
        }

        var hash = ByteString.CopyFrom(SHA256.HashData(reader.GetFieldValue<byte[]>(1)));
        return new(
            Position.Of(histories, reader.GetInt64(0), hash), reader.GetFieldValue<DateTimeOffset>(2),
            IsCurrent: true, histories);
    }

    /// <summary>The number of the last event at or before a time.</summary>
    public async Task<long> NumberAt(DateTimeOffset time, CancellationToken ct)
    {
        // What was given out up to now is waited for, so that a time read in an event includes that event.
        var settled = await Reach(await LastIssued(ct), ct);
        await using var command = database.CreateCommand(
            "select coalesce(max(seq_id), 0) from ogi.mt_events "
            + "where timestamp <= $1 and seq_id <= $2 and type <> 'tombstone'");
        command.Parameters.Add(new() { Value = time });
        command.Parameters.Add(new() { Value = settled });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>
    /// Waits until a number is settled, and gives the settled number. A number that was never given out does not come
    /// by waiting: the log is another one.
    /// </summary>
    public async Task<long> Reach(long number, CancellationToken ct)
    {
        var start = clock.GetTimestamp();
        var settled = await highWater.Read(ct);
        while (settled < number && number <= await LastIssued(ct))
        {
            if (clock.GetElapsedTime(start) > MaxWait)
            {
                throw NotReached(number, settled);
            }

            await Task.Delay(Poll, clock, ct);
            settled = await highWater.Read(ct);
        }

        return settled;
    }

    private async Task<long> LastIssued(CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "select case when is_called then last_value else 0 end from ogi.mt_events_sequence");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static Refusal NotReached(long wanted, long settled) => new(
        Google.Rpc.Code.Unavailable,
        "POSITION_NOT_REACHED",
        new($"位置{wanted}尚未到达（现为{settled}）；请稍后重试。", $"Position {wanted} is not reached yet (now {settled}); try again."))
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };
}
