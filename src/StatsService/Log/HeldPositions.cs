using StatsService.Failures;

namespace StatsService.Log;

/// <summary>
/// Tells whether a position that a client sent back is one of this log, and if not, what was last in common
/// (docs/adr/0005).
/// </summary>
internal sealed class HeldPositions(LogReader log, HistoryWatch watch)
{
    /// <summary>The point at a position.</summary>
    /// <param name="settled">Waited for: what is above it was never given out.</param>
    /// <exception cref="Refusal">This log does not hold it.</exception>
    public async Task<LogPoint> Check(Position sent, long settled, CancellationToken ct)
    {
        var held = await log.PointAt(Math.Min(sent.Number, settled), ct);
        return watch.Current.Holds(sent.History) && IsAt(held, sent.Number, sent.Check)
            ? held
            : throw HistoryChanged(await LastCommon(sent, ct));
    }

    /// <summary>
    /// Refuses to go on with what was read behind a position, where the log may have become another one meanwhile.
    /// </summary>
    /// <param name="histories">Those under which the position was checked.</param>
    public async Task DemandHeld(Position position, Histories histories, CancellationToken ct)
    {
        if (watch.Current != histories)
        {
            await Check(position, await log.Reach(position.Number, ct), ct);
        }
    }

    /// <remarks>
    /// Where the history of a lost end ended in this log, that is where they part; of one that this log never had it is
    /// the event behind which it began, where that is the same here. Null: not known. That this log holds another event
    /// at some number, or none, tells nothing of those before, and who goes on from a position that is not in common
    /// loses changes.
    /// </remarks>
    private async Task<Position?> LastCommon(Position sent, CancellationToken ct)
    {
        if (watch.Current.EndOf(sent.History) is { } end && end < sent.Number)
        {
            return (await log.PointAt(end, ct)).Position;
        }

        var (after, check) = (sent.History.After, sent.History.Check);
        return after > 0 && after < sent.Number
            && await log.PointAt(after, ct) is var begun && IsAt(begun, after, check)
            ? begun.Position
            : null;
    }

    private static bool IsAt(LogPoint point, long number, ulong check) =>
        (point.Position.Number, point.Position.Check) == (number, check);

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
}
