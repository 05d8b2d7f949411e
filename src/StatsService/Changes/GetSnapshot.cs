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
        var token = PageToken.Read(request.ResumeToken, asked, field: "resume_token");
        var wanted = await start.Read(request.Filter, request.View, caller, ct);
        if (request.KnownPosition.Length > 0 && await Unchanged(wanted, request.KnownPosition, ct) is { } place)
        {
            await responses.WriteAsync(new() { Position = place.ToString(), Unchanged = true }, ct);
            return;
        }

        var point = token is null ? await log.Resolve(read: null, ct) : await log.At(token.Position, ct);
        var (count, after) = token is null ? (0, "") : Sent(token);
        var position = new FeedPlace(point.Position, 0, wanted.Filter.Digest).ToString();
        await foreach (var (part, last, rows) in parts.After(after, wanted, point, ct))
        {
            await positions.DemandHeld(point.Position, wanted.Histories, ct);
            count += rows;
            part.Position = position;
            part.ResumeToken = new PageToken(point.Position, $"{count} {last}").Write(asked);
            await responses.WriteAsync(part, ct);
        }

        await responses.WriteAsync(new() { Position = position, TotalCount = count }, ct);
    }

    /// <summary>Null: something has changed since.</summary>
    private async Task<FeedPlace?> Unchanged(FeedRequest wanted, string position, CancellationToken ct)
    {
        var known = await start.Place(position, wanted.Filter, ct, "known_position");
        FeedPage page;
        do
        {
            page = await feed.Read(wanted with { IsFull = false }, known, size: 1, ct);
            known = page.Place;
        }
        while (page is { HasMore: true, Changes.Count: 0 });

        return page.Changes.Count == 0 ? known : null;
    }

    private static (long Count, string After) Sent(PageToken token) => token.After.Split(' ') is [var count, var after]
        && long.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var sent)
            ? (sent, after)
            : throw Refusals.PageTokenMismatch("resume_token");
}
