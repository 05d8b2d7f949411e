using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Log;
using Wire = Ogi.Stats.V1;

namespace StatsService.Changes;

/// <summary>Sends the changes after a position, and goes on as they come.</summary>
internal sealed class WatchChanges(Feed feed, FeedStart start, LogHead head, IHostApplicationLifetime lifetime)
{
    private const int AtOnce = 1000;

    /// <summary>Streams that an instance serves at once.</summary>
    public const int MaxStreams = 200;

    public static readonly TimeSpan DefaultHeartbeat = TimeSpan.FromSeconds(15);
    public static readonly TimeSpan MinHeartbeat = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan MaxHeartbeat = TimeSpan.FromSeconds(300);

    private int _streams;

    public async Task Handle(
        Wire.WatchChangesRequest request, IServerStreamWriter<Wire.WatchChangesResponse> responses, Caller caller,
        CancellationToken ct)
    {
        var heartbeat = Heartbeat(request.Heartbeat);
        var asked = await start.Read(request.Filter, request.View, caller, ct);
        var place = start.Place(request.AfterPosition, asked.Filter);
        if (Interlocked.Increment(ref _streams) > MaxStreams)
        {
            Interlocked.Decrement(ref _streams);
            throw TooManyStreams();
        }

        using var stopped = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping);
        try
        {
            await Follow(asked, place, heartbeat, responses, stopped.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw Stopping();
        }
        finally
        {
            Interlocked.Decrement(ref _streams);
        }
    }

    private async Task Follow(
        FeedRequest asked, FeedPlace place, TimeSpan heartbeat,
        IServerStreamWriter<Wire.WatchChangesResponse> responses, CancellationToken ct)
    {
        // The first answer comes at once, also where nothing has changed: it tells that the stream stands.
        for (var isFirst = true; ; isFirst = false)
        {
            var page = await feed.Read(asked, place, AtOnce, ct);
            place = page.Place;
            if (page.Changes.Count > 0 || isFirst)
            {
                await responses.WriteAsync(page.Changes.In(Heartbeat(page)), ct);
            }

            if (!page.HasMore && !await head.Passes(page.Settled, heartbeat, ct))
            {
                await responses.WriteAsync(Heartbeat(page), ct);
            }
        }
    }

    private static Wire.WatchChangesResponse Heartbeat(FeedPage page) =>
        new() { Position = page.Place.ToString(), CaughtUp = !page.HasMore };

    private static TimeSpan Heartbeat(Duration? asked)
    {
        if (asked is null)
        {
            return DefaultHeartbeat;
        }

        var seconds = asked.Seconds + (asked.Nanos / 1e9);
        return seconds >= MinHeartbeat.TotalSeconds && seconds <= MaxHeartbeat.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw Refusals.InvalidValue(
                "heartbeat",
                $"heartbeat（{seconds}秒）应在1至300秒之间。",
                $"The heartbeat ({seconds} s) must lie between 1 and 300 s.");
    }

    private static Refusal TooManyStreams() => new(Google.Rpc.Code.ResourceExhausted, "TOO_MANY_STREAMS", new(
        $"本实例已有{MaxStreams}个WatchChanges；请稍后重试，或定时调用ListChanges。",
        $"This instance serves {MaxStreams} WatchChanges already; try again later, or call ListChanges from time to "
        + "time."))
    {
        RetryAfter = TimeSpan.FromSeconds(10),
    };

    private static Refusal Stopping() => new(Google.Rpc.Code.Unavailable, "STOPPING", new(
        "服务正在停止；请从最后收到的position继续。", "The service is stopping; go on after the last position that you got."))
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };
}
