using System.Buffers.Binary;
using System.Security.Cryptography;
using Npgsql;
using StatsService.Failures;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Log;

/// <summary>Positions in the log: makes them, checks them, waits for them (decision 10; docs/adr/0005).</summary>
public sealed class EventLog(NpgsqlDataSource database, HighWater highWater, FormCatalog catalog, TimeProvider clock)
{
    /// <summary>The longest that a read waits for <c>min_position</c>.</summary>
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(20);

    /// <summary>The point of the log at which a request is to be answered.</summary>
    public async Task<LogPoint> Resolve(Wire.ReadPoint? read, CancellationToken ct)
    {
        if (read is { MinPosition.Length: > 0, AsOfCase: not Wire.ReadPoint.AsOfOneofCase.None })
        {
            throw Refusals.InvalidValue(
                "read.min_position",
                "min_position不能与position或time同时使用；请只保留其一。",
                "min_position cannot be used together with position or time; keep one of them.");
        }

        return read?.AsOfCase switch
        {
            Wire.ReadPoint.AsOfOneofCase.Position =>
                new(await Check("read.position", read.Position, ct), IsCurrent: false),
            Wire.ReadPoint.AsOfOneofCase.Time => new(await AtTime(read.Time.ToDateTimeOffset(), ct), IsCurrent: false),
            _ when read is { MinPosition.Length: > 0 } => new(await WaitFor(read.MinPosition, ct), IsCurrent: true),
            _ => new(await highWater.Read(ct), IsCurrent: true),
        };
    }

    /// <summary>The stamp of an answer that reflects the log up to <paramref name="number"/>.</summary>
    public async Task<Wire.AnswerStamp> Stamp(long number, CancellationToken ct)
    {
        var (position, time) = await Describe(number, ct);
        return new()
        {
            AsOfPosition = position.ToString(),
            AsOfTime = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(time),
            CatalogVersion = catalog.Version,
        };
    }

    /// <summary>The position of the last event at or below <paramref name="number"/>.</summary>
    public async Task<Position> PositionOf(long number, CancellationToken ct) => (await Describe(number, ct)).Position;

    /// <summary>The id of the history in force.</summary>
    public async Task<ulong> History(CancellationToken ct)
    {
        await using var command = database.CreateCommand("select id from ogi.history order by begun desc limit 1");
        return unchecked((ulong)(long)(await command.ExecuteScalarAsync(ct))!);
    }

    /// <summary>
    /// The number of a position that a client sent back, checked against this log. That of a write just acknowledged
    /// may not be settled yet, because another writer is still busy: then it is waited for.
    /// </summary>
    public async Task<long> Check(string field, string text, CancellationToken ct)
    {
        var sent = Position.Parse(text) ?? throw Refusals.InvalidName(field, text, "AnswerStamp.as_of_position");
        await CheckHeld(sent, await Reach(sent.Number, ct), ct);
        return sent.Number;
    }

    private async Task<long> WaitFor(string text, CancellationToken ct)
    {
        var sent = Position.Parse(text)
            ?? throw Refusals.InvalidName("read.min_position", text, "AnswerStamp.as_of_position");
        var settled = await Reach(sent.Number, ct);
        await CheckHeld(sent, settled, ct);
        return settled;
    }

    private async Task CheckHeld(Position sent, long settled, CancellationToken ct)
    {
        var held = (await Describe(Math.Min(sent.Number, settled), ct)).Position;
        if (held != sent)
        {
            throw HistoryChanged(held);
        }
    }

    /// <summary>
    /// Waits until a number is settled, and gives the settled number. A number that was never given out does not come
    /// by waiting: the log is another one.
    /// </summary>
    private async Task<long> Reach(long number, CancellationToken ct)
    {
        var start = clock.GetTimestamp();
        var settled = await highWater.Read(ct);
        while (settled < number && number <= await Given(ct))
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

    /// <summary>The last number given out.</summary>
    private async Task<long> Given(CancellationToken ct)
    {
        await using var command = database.CreateCommand(
            "select case when is_called then last_value else 0 end from ogi.mt_events_sequence");
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private async Task<long> AtTime(DateTimeOffset time, CancellationToken ct)
    {
        if (time > clock.GetUtcNow())
        {
            throw Refusals.InvalidValue(
                "read.time",
                $"时间{time:O}在将来；请给出过去的时间。",
                $"The time {time:O} lies in the future; give one in the past.");
        }

        // What was given out up to now is waited for, so that a time read in an event includes that event.
        var settled = await Reach(await Given(ct), ct);
        await using var command = database.CreateCommand(
            "select coalesce(max(seq_id), 0) from ogi.mt_events "
            + "where timestamp <= $1 and seq_id <= $2 and type <> 'tombstone'");
        command.Parameters.Add(new() { Value = time });
        command.Parameters.Add(new() { Value = settled });
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private async Task<(Position Position, DateTimeOffset Time)> Describe(long number, CancellationToken ct)
    {
        const string Sql = """
            select h.id, e.seq_id, e.bdata, e.timestamp
            from (select id from ogi.history order by begun desc limit 1) h
            left join lateral (
                select seq_id, bdata, timestamp from ogi.mt_events
                where seq_id <= $1 and type <> 'tombstone' order by seq_id desc limit 1) e on true
            """;
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new() { Value = number });
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        var history = unchecked((ulong)reader.GetInt64(0));
        if (await reader.IsDBNullAsync(1, ct))
        {
            return (new(history, 0, 0), DateTimeOffset.UnixEpoch);
        }

        var check = BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(reader.GetFieldValue<byte[]>(2)));
        return (new(history, reader.GetInt64(1), check), reader.GetFieldValue<DateTimeOffset>(3));
    }

    private static Refusal HistoryChanged(Position held) => new(
        Google.Rpc.Code.FailedPrecondition,
        "HISTORY_CHANGED",
        new(
            "日志中没有（或不再有）该位置：日志曾被恢复。请从metadata中的last_common_position重新开始。",
            "The log does not hold this position (any more): it was restored. Start again from last_common_position."))
    {
        Subject = "log",
        Metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["last_common_position"] = held.ToString(),
        },
    };

    private static Refusal NotReached(long wanted, long settled) => new(
        Google.Rpc.Code.Unavailable,
        "POSITION_NOT_REACHED",
        new($"位置{wanted}尚未到达（现为{settled}）；请稍后重试。", $"Position {wanted} is not reached yet (now {settled}); try again."))
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };
}

/// <summary>
/// A point of the log. A current one may be answered from what stands now, as long as nothing newer shows.
/// </summary>
public sealed record LogPoint(long Number, bool IsCurrent);
