using StatsService.Callers;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Changes;

/// <summary>Lists the changes after a position.</summary>
internal sealed class ListChanges(Feed feed, FeedStart start)
{
    private const int DefaultSize = 500;
    private const int MaxSize = 5000;
    private const int MaxFullSize = 1000;

    public async Task<Wire.ListChangesResponse> Handle(
        Wire.ListChangesRequest request, Caller caller, CancellationToken ct)
    {
        var asked = await start.Read(request.Filter, request.View, caller, ct);
        var place = await start.Place(request.AfterPosition, asked.Filter, ct);
        var size = PageSize.Of(request.PageSize, DefaultSize, asked.IsFull ? MaxFullSize : MaxSize);
        var page = await feed.Read(asked, place, size, ct);
        return new()
        {
            Changes = { page.Changes },
            Position = page.Place.ToString(),
            HasMore = page.HasMore,
            RemainingEvents = Math.Max(0, page.Settled - page.Place.After.Number),
        };
    }
}
