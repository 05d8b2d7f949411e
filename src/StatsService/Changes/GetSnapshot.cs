using System.Globalization;
using Grpc.Core;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Log;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Changes;

/// <summary>Sends everything that a filter holds as it stood at one position.</summary>
internal sealed class GetSnapshot(
    FeedStart start, Feed feed, LogPoints log, HeldPositions positions, SnapshotParts parts)
{
    public async Task Handle(
        Wire.GetSnapshotRequest request, IServerStreamWriter<Wire.GetSnapshotResponse> responses, Caller caller,
        CancellationToken ct)
    {
        var asked = new Wire.GetSnapshotRequest(request) { ResumeToken = "", KnownPosition = "" };
        var resumed = PageToken.Read(request.ResumeToken, asked, field: "resume_token");
        var wanted = await start.Read(request.Filter, request.View, caller, ct);
        if (request.KnownPosition.Length > 0 && await Unchanged(wanted, request.KnownPosition, ct) is { } place)
        {
            await responses.WriteAsync(new() { Position = place.ToString(), Unchanged = true }, ct);
            return;
        }

        var point = resumed is null ? await log.Resolve(read: null, ct) : await log.At(resumed.Position, ct);
        var (count, after) = resumed is null ? (0, "") : Sent(resumed);
        var all = await parts.Estimate(wanted.Filter, point, ct);
        var position = new FeedPlace(point.Position, 0, wanted.Filter.Digest).ToString();
        await foreach (var (part, last) in parts.After(after, wanted, point, ct))
        {
            await positions.DemandHeld(point.Position, point.Histories, ct);
            count += part.Count;
            var token = new PageToken(point.Position, $"{count} {last}").Write(asked);
            var response = new Wire.GetSnapshotResponse
            {
                Position = position,
                ResumeToken = token,
                RemainingResources = Math.Max(0, all - count),
            };
            await responses.WriteAsync(part.In(response), ct);
        }

        await positions.DemandHeld(point.Position, point.Histories, ct); // that nothing more came is of this log, too
        await responses.WriteAsync(new() { Position = position, TotalCount = count }, ct);
    }

    /// <summary>Null: something has changed since.</summary>
    private async Task<FeedPlace?> Unchanged(FeedRequest wanted, string position, CancellationToken ct)
    {
        var known = start.Place(position, wanted.Filter, "known_position");
        while (true)
        {
            var page = await feed.Read(wanted with { IsFull = false }, known, size: 1, ct);
            using var changes = page.Changes;
            if (changes.Count > 0)
            {
                return null;
            }

            known = page.Place;
            if (!page.HasMore)
            {
                return known;
            }
        }
    }

    private static (long Count, string After) Sent(PageToken token) => token.After.Split(' ') is [var count, var after]
        && long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var sent)
            ? (sent, after)
            : throw Refusals.PageTokenMismatch("resume_token");
}
