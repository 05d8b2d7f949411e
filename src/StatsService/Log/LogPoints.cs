using Google.Protobuf.WellKnownTypes;
using StatsService.Failures;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Log;

/// <summary>The points of the log at which requests are answered (decision 10; docs/adr/0005).</summary>
internal sealed class LogPoints(
    LogReader log, HeldPositions positions, HighWater highWater, FormCatalog catalog, TimeProvider clock)
{
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
                var number = await log.NumberAt(LogTimes.Read("read.time", read.Time, clock), ct);
                return (await log.PointAt(number, ct)) with { IsCurrent = false };
            case not null when read.MinPosition.Length > 0:
                var wanted = Parse("read.min_position", read.MinPosition);
                var settled = await log.Reach(wanted.Number, ct);
                await positions.Check(wanted, settled, ct);
                return await log.PointAt(settled, ct);
            default:
                return await log.PointAt(await highWater.Read(ct), ct);
        }
    }

    /// <summary>
    /// The point at a position that a client sent back, checked against this log. That of a write just acknowledged may
    /// not be settled yet, because another writer is still busy: then it is waited for.
    /// </summary>
    public async Task<LogPoint> At(Position position, CancellationToken ct)
    {
        var held = await positions.Check(position, await log.Reach(position.Number, ct), ct);
        return held with { IsCurrent = false };
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
        newest > point.Number ? await log.PointAt(newest, ct) : point;

    private static Position Parse(string field, string text) => Position.Parse(text)
        ?? throw Refusals.InvalidName(field, text, "AnswerStamp.as_of_position");
}
