using System.Security.Cryptography;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Npgsql;
using StatsService.Failures;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Log;

/// <summary>Positions in the log: makes them, checks them, waits for them (decision 10; docs/adr/0005).</summary>
internal sealed class EventLog(
    NpgsqlDataSource database, HistoryWatch watch, HighWater highWater, FormCatalog catalog, TimeProvider clock)
{
    /// <summary>The longest that a read waits for <c>min_position</c>.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

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

        switch (read?.AsOfCase)
        {
            case Wire.ReadPoint.AsOfOneofCase.Position:
                return await At(Parse("read.position", read.Position), ct);
            case Wire.ReadPoint.AsOfOneofCase.Time:
                var number = await NumberAt(LogTimes.Read("read.time", read.Time, clock), ct);
                return (await PointAt(number, ct)) with { IsCurrent = false };
            case not null when read.MinPosition.Length > 0:
                var wanted = Parse("read.min_position", read.MinPosition);
                var settled = await Reach(wanted.Number, ct);
                await CheckHeld(wanted, settled, ct);
                return await PointAt(settled, ct);
            default:
                return await PointAt(await highWater.Read(ct), ct);
        }
    }

    /// <summary>
    /// The point at a position that a client sent back, checked against this log. That of a write just acknowledged may
    /// not be settled yet, because another writer is still busy: then it is waited for.
    /// </summary>
    public async Task<LogPoint> At(Position position, CancellationToken ct)
    {
        var held = await CheckHeld(position, await Reach(position.Number, ct), ct);
        return held with { IsCurrent = false };
    }

    /// <summary>
    /// Refuses to go on with what was read behind a position, where the log may have become another one meanwhile.
    /// </summary>
    /// <param name="histories">Those under which the position was checked.</param>
    public async Task DemandHeld(Position position, Histories histories, CancellationToken ct)
    {
        if (Histories != histories)
        {
            await At(position, ct);
        }
    }

    /// <summary>The stamp of an answer at a point.</summary>
    public Wire.AnswerStamp Stamp(LogPoint point) => new()
    {
        AsOfPosition = point.Position.ToString(),
        AsOfTime = Timestamp.FromDateTimeOffset(point.Time),
        CatalogVersion = catalog.Version,
    };

    /// <summary>
    /// The point of an answer that shows one resource as it stands: a change that is newer than the settled log is
    /// shown all the same, and then the answer stands at that change.
    /// </summary>
    /// <param name="newest">The number of the resource's newest event.</param>
    public async Task<LogPoint> Including(LogPoint point, long newest, CancellationToken ct) =>
        newest > point.Number ? await PointAt(newest, ct) : point;

    /// <summary>The histories that positions bear.</summary>
    public Histories Histories => watch.Current;

    private static Position Parse(string field, string text) => Position.Parse(text)
        ?? throw Refusals.InvalidName(field, text, "AnswerStamp.as_of_position");

    private async Task<LogPoint> CheckHeld(Position sent, long settled, CancellationToken ct)
    {
        var held = await PointAt(Math.Min(sent.Number, settled), ct);
        return Histories.Holds(sent.History) && IsAt(held, sent.Number, sent.Check)
            ? held
            : throw HistoryChanged(await LastCommon(sent, ct));
    }

    /// <remarks>
    /// Where the history of a lost end ended in this log, that is where they part; of one that this log never had it is
    /// the event behind which it began, where that is the same here. Null: not known. That this log holds another event
    /// at some number, or none, tells nothing of those before, and who goes on from a position that is not in common
    /// loses changes.
    /// </remarks>
    private async Task<Position?> LastCommon(Position sent, CancellationToken ct)
    {
        if (Histories.EndOf(sent.History) is { } end && end < sent.Number)
        {
            return (await PointAt(end, ct)).Position;
        }

        var (after, check) = (sent.History.After, sent.History.Check);
        return after > 0 && after < sent.Number && await PointAt(after, ct) is var begun && IsAt(begun, after, check)
            ? begun.Position
            : null;
    }

    private static bool IsAt(LogPoint point, long number, ulong check) =>
        (point.Position.Number, point.Position.Check) == (number, check);

    /// <summary>
    /// Waits until a number is settled, and gives the settled number. A number that was never given out does not come
    /// by waiting: the log is another one.
    /// </summary>
    private async Task<long> Reach(long number, CancellationToken ct)
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

    private async Task<long> NumberAt(DateTimeOffset time, CancellationToken ct)
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
        var histories = Histories; // as this connection found them, or newer
        if (!await reader.ReadAsync(ct))
        {
            return new(Position.Beginning(histories), DateTimeOffset.UnixEpoch, IsCurrent: true, histories);
        }

        var hash = ByteString.CopyFrom(SHA256.HashData(reader.GetFieldValue<byte[]>(1)));
        return new(
            Position.Of(histories, reader.GetInt64(0), hash), reader.GetFieldValue<DateTimeOffset>(2),
            IsCurrent: true, histories);
    }

    private static Refusal HistoryChanged(Position? common) => new(
        Google.Rpc.Code.FailedPrecondition,
        "HISTORY_CHANGED",
        common is null
            ? new(
                "日志中没有（或不再有）该位置：日志曾被恢复。请试用更早保存的位置，都不行则用GetSnapshot重新取得。",
                "The log does not hold this position (any more): it was restored. Try earlier positions that you kept; "
                + "if none is held, read again with GetSnapshot.")
            : new(
                $"日志中没有（或不再有）该位置：日志曾被恢复，{common}之后的内容已丢失。请撤销此后读到的内容，从该位置继续；或用GetSnapshot重新取得。",
                $"The log does not hold this position (any more): it was restored, and what came after {common} was "
                + "lost. Undo what you read after that one and go on from it, or read again with GetSnapshot."))
    {
        Subject = "log",
        Metadata = common is null
            ? new Dictionary<string, string>(StringComparer.Ordinal)
            : new(StringComparer.Ordinal) { ["last_common_position"] = common.ToString() },
    };

    private static Refusal NotReached(long wanted, long settled) => new(
        Google.Rpc.Code.Unavailable,
        "POSITION_NOT_REACHED",
        new($"位置{wanted}尚未到达（现为{settled}）；请稍后重试。", $"Position {wanted} is not reached yet (now {settled}); try again."))
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };
}
