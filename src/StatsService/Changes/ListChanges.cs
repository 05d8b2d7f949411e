using StatsService.Callers;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Changes;

/// <summary>Lists the changes after a position.</summary>
internal sealed class ListChanges(Feed feed, FeedStart start)
{
    public static readonly PageLimit Pages = new(500, 5000);

    /// <summary>With figures.</summary>
    public static readonly PageLimit FullPages = new(500, 1000);

    public async Task<Wire.ListChangesResponse> Handle(
        Wire.ListChangesRequest request, Caller caller, CancellationToken ct)
    {
        var asked = await start.Read(request.Filter, request.View, caller, ct);
        var place = start.Place(request.AfterPosition, asked.Filter);
        var size = (asked.IsFull ? FullPages : Pages).Of(request.PageSize);
        var page = await feed.Read(asked, place, size, ct);
        return page.Changes.In(new Wire.ListChangesResponse
        {
            Position = page.Place.ToString(),
            HasMore = page.HasMore,
            RemainingEvents = Math.Max(0, page.Settled - page.Place.After.Number),
        });
    }
}
