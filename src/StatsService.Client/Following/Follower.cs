using Grpc.Core;
using Ogi.Stats.V1;

namespace StatsService.Client.Following;

/// <summary>
/// Keeps a copy equal to what the service has: begins with a snapshot, applies all changes in their order, goes on
/// where it was however it was interrupted, and takes the snapshot anew, by itself, where the service's log was
/// restored (<c>HISTORY_CHANGED</c>) or the filter is another one (<c>FEED_CHANGED</c>). Until a new snapshot is
/// complete the copy has what it had before, mended bit by bit.
/// </summary>
public sealed class Follower(StatsClient client, ICopy copy, FollowerOptions options)
{
    private readonly Pauses _pauses = new();

    /// <summary>Applies all that there is now.</summary>
    /// <exception cref="RpcException">The service refuses it, for example the token.</exception>
    public Task CatchUp(CancellationToken ct) => Persist(ReadToTheEnd, ct);

    /// <summary>Applies all that there is and all that comes, until it is cancelled.</summary>
    /// <exception cref="RpcException">As of <see cref="CatchUp"/>.</exception>
    public async Task Follow(CancellationToken ct)
    {
        while (true)
        {
            await Persist(
                async stop =>
                {
                    await ReadToTheEnd(stop);
                    await Watch(stop);
                },
                ct);
        }
    }

    private async Task Persist(Func<CancellationToken, Task> work, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await work(ct);
                return;
            }
            catch (RpcException) when (ct.IsCancellationRequested)
            {
                ct.ThrowIfCancellationRequested();
            }
            catch (RpcException e) when (e.Reason() is "HISTORY_CHANGED" or "FEED_CHANGED" or "PAGE_TOKEN_MISMATCH")
            {
                await BeginAnew(ct);
            }
            catch (RpcException e) when (e.IsTransient())
            {
                Report(FollowerPhase.Interrupted, 0, "");
                if (!await _pauses.Next(e.RetryAfter(), options.Patience, ct))
                {
                    throw;
                }
            }
        }
    }

    /// <summary>What the copy has stays until the snapshot is complete.</summary>
    private async Task BeginAnew(CancellationToken ct)
    {
        var before = await copy.Read(ct);
        await copy.Apply(CopySteps.Of(new CopyState("", (before?.Snapshot ?? 0) + 1, IsTaken: false, "")), ct);
    }

    private async Task ReadToTheEnd(CancellationToken ct)
    {
        var state = await copy.Read(ct) ?? new("", 1, IsTaken: false, "");
        if (!state.IsTaken)
        {
            state = await TakeSnapshot(state, ct);
        }

        bool hasMore;
        var count = 0L;
        do
        {
            var page = await client.Changes.ListChangesAsync(
                new()
                {
                    AfterPosition = state.Position,
                    Filter = options.Filter,
                    View = ChangeView.Full,
                    PageSize = options.PageSize,
                },
                cancellationToken: ct);
            state = await Apply(state, page.Changes, page.Position, ct);
            (count, hasMore) = (count + page.Changes.Count, page.HasMore);
            Report(
                hasMore ? FollowerPhase.CatchingUp : FollowerPhase.CaughtUp, count, state.Position,
                count + page.RemainingEvents);
        }
        while (hasMore);
    }

    private async Task<CopyState> TakeSnapshot(CopyState state, CancellationToken ct)
    {
        using var call = client.Changes.GetSnapshot(
            new() { Filter = options.Filter, View = ChangeView.Full, ResumeToken = state.ResumeToken },
            cancellationToken: ct);
        var count = 0L;
        while (await call.ResponseStream.MoveNext(ct))
        {
            var part = call.ResponseStream.Current;
            state = state with
            {
                Position = part.Position,
                ResumeToken = part.ResumeToken,
                IsTaken = part.HasTotalCount,
            };
            await copy.Apply(CopySteps.Of(state, part), ct);
            _pauses.Reset();
            count += part.Divisions.Count + part.Organs.Count + part.Reports.Count;
            Report(FollowerPhase.Snapshot, count, state.Position, count + part.RemainingResources);
            if (state.IsTaken)
            {
                return state;
            }
        }

        throw new RpcException(new(StatusCode.Unavailable, "The snapshot ended before it was complete."));
    }

    private async Task Watch(CancellationToken ct)
    {
        var state = (await copy.Read(ct))!;
        using var silent = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var call = client.Changes.WatchChanges(
            new()
            {
                AfterPosition = state.Position,
                Filter = options.Filter,
                View = ChangeView.Full,
                Heartbeat = Google.Protobuf.WellKnownTypes.Duration.FromTimeSpan(options.Heartbeat),
            },
            cancellationToken: silent.Token);
        silent.CancelAfter(2 * options.Heartbeat);
        while (await call.ResponseStream.MoveNext(silent.Token))
        {
            silent.CancelAfter(Timeout.InfiniteTimeSpan);
            var part = call.ResponseStream.Current;
            state = await Apply(state, part.Changes, part.Position, ct);
            Report(
                part.CaughtUp ? FollowerPhase.CaughtUp : FollowerPhase.CatchingUp, part.Changes.Count, state.Position);
            silent.CancelAfter(2 * options.Heartbeat);
        }
    }

    private async Task<CopyState> Apply(
        CopyState state, IEnumerable<Change> changes, string position, CancellationToken ct)
    {
        var next = state with { Position = position, ResumeToken = "" };
        if (next != state)
        {
            await copy.Apply(CopySteps.Of(next, changes), ct);
        }

        _pauses.Reset();
        return next;
    }

    private void Report(FollowerPhase phase, long count, string position, long? total = null) =>
        options.Progress?.Report(new(phase, count, position, total));
}
