using StatsService.Log;
using Wire = Ogi.Stats.V1;

namespace StatsService.RollUp;

/// <summary>At which point of the log figures of divisions are answered.</summary>
internal sealed class RollUpPoints(LogPoints log, RollUpProgress progress, TimeProvider clock)
{
    /// <summary>
    /// Where the roll-up stands, which asks nothing of the database; or at the point that the request names, once the
    /// roll-up has come so far.
    /// </summary>
    public async Task<RollUpPoint> Resolve(Wire.ReadPoint? read, CancellationToken ct)
    {
        if (read is null || (read.AsOfCase == Wire.ReadPoint.AsOfOneofCase.None && read.MinPosition.Length == 0))
        {
            return await progress.Reach(0, ct);
        }

        var start = clock.GetTimestamp();
        var point = await log.Resolve(read, ct);
        var reached = await progress.Reach(point.Number, ct, clock.GetElapsedTime(start));
        return point.IsCurrent ? reached : reached with { Log = point };
    }

    /// <summary>The point of an earlier page.</summary>
    public async Task<RollUpPoint> At(Position position, CancellationToken ct)
    {
        if (progress.Current is { } current && current.Log.Position == position)
        {
            return current;
        }

        var start = clock.GetTimestamp();
        var point = await log.At(position, ct);
        return (await progress.Reach(point.Number, ct, clock.GetElapsedTime(start))) with { Log = point };
    }
}
