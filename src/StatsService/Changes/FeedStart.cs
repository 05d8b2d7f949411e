using StatsService.Callers;
using StatsService.Failures;
using StatsService.Log;
using Wire = Ogi.Stats.V1;

namespace StatsService.Changes;

/// <summary>Understands where a feed begins and what it holds.</summary>
internal sealed class FeedStart(FeedFilters filters, HistoryWatch watch)
{
    public async Task<FeedRequest> Read(
        Wire.ChangeFilter? filter, Wire.ChangeView view, Caller caller, CancellationToken ct)
    {
        Refusals.DemandDefined(view, "view");
        return new(await filters.Read(filter, ct), view == Wire.ChangeView.Full, caller);
    }

    /// <summary>Whether the log holds it is told when it is read on from there.</summary>
    /// <param name="after">As sent; empty: the beginning.</param>
    /// <param name="field">Where it stands in the request.</param>
    public FeedPlace Place(string after, FeedFilter filter, string field = "after_position")
    {
        if (after.Length == 0)
        {
            return new(Position.Beginning(watch.Current), 0, filter.Digest);
        }

        var place = FeedPlace.Parse(after)
            ?? throw Refusals.InvalidName(field, after, "ListChangesResponse.position");
        return place.Filter == 0 || place.Filter == filter.Digest ? place : throw FeedChanged(field);
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
