using StatsService.Callers;
using StatsService.Failures;
using StatsService.Log;
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
        var (asked, place) = await start.Read(request.Filter, request.View, request.AfterPosition, caller, ct);
        var size = PageSize.Of(request.PageSize, DefaultSize, asked.IsFull ? MaxFullSize : MaxSize);
        var page = await feed.Read(asked, place, size, ct);
        return new() { Changes = { page.Changes }, Position = page.Place.ToString(), HasMore = page.HasMore };
    }
}

/// <summary>Understands where a feed begins and what it holds.</summary>
internal sealed class FeedStart(FeedFilters filters, EventLog log)
{
    public async Task<(FeedRequest Request, FeedPlace Place)> Read(
        Wire.ChangeFilter? filter, Wire.ChangeView view, string after, Caller caller, CancellationToken ct,
        string field = "after_position")
    {
        Refusals.DemandDefined(view, "view");
        var request = new FeedRequest(await filters.Read(filter, ct), view == Wire.ChangeView.Full, caller);
        return (request, await Place(field, after, request.Filter, ct));
    }

    private async Task<FeedPlace> Place(string field, string after, FeedFilter filter, CancellationToken ct)
    {
        if (after.Length == 0)
        {
            return new(new(await log.History(ct), 0, 0), 0, filter.Digest);
        }

        var place = FeedPlace.Parse(after)
            ?? throw Refusals.InvalidName(field, after, "ListChangesResponse.position");
        if (place.Filter != 0 && place.Filter != filter.Digest)
        {
            throw FeedChanged(field);
        }

        await log.At(place.After, ct);
        return place;
    }

    private static Refusal FeedChanged(string field) => new(
        Google.Rpc.Code.FailedPrecondition, "FEED_CHANGED", new(
        $"{field}是用另一个filter读到的：从那里继续会漏掉变更。请沿用原来的filter；要改用新的filter，请先用GetSnapshot取得快照。",
        $"The {field} was reached with another filter: to go on from there would leave changes out. Keep to the "
        + "filter; for a new one, begin with GetSnapshot."))
    {
        Subject = "feed",
    };
}
