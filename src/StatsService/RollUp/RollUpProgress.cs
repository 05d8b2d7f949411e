using StatsService.Failures;
using StatsService.Log;

namespace StatsService.RollUp;

/// <summary>
/// How far the roll-up has come, as this process knows it: where answers stand, and what they wait for.
/// </summary>
internal sealed class RollUpProgress(HistoryWatch watch, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private TaskCompletionSource _advanced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private RollUpPoint? _current;

    /// <summary>Null: it is not known, or stood in a log that was lost.</summary>
    public RollUpPoint? Current
    {
        get
        {
            lock (_lock)
            {
                return _current is { } current && current.Log.Histories == watch.Current ? current : null;
            }
        }
    }

    public void Publish(RollUpPoint point)
    {
        TaskCompletionSource advanced;
        lock (_lock)
        {
            _current = point;
            (advanced, _advanced) = (_advanced, new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        advanced.SetResult();
    }

    /// <summary>Where the roll-up stands, once it has come as far as a number of the log.</summary>
    /// <param name="waited">How long the request has waited for something else.</param>
    public async Task<RollUpPoint> Reach(long number, CancellationToken ct, TimeSpan waited = default)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            Task advanced;
            lock (_lock)
            {
                if (Current is { } current && current.Log.Number >= number)
                {
                    return current;
                }

                advanced = _advanced.Task;
            }

            var left = LogReader.MaxWait - waited - clock.GetElapsedTime(start);
            if (left <= TimeSpan.Zero)
            {
                throw Current is { } current ? NotReached(number, current.Log.Number) : NotMade();
            }

            await Task.WhenAny(advanced, Task.Delay(left, clock, ct));
            ct.ThrowIfCancellationRequested();
        }
    }

    /// <summary>After an update with other rules, all of it is made anew.</summary>
    private static Refusal NotMade() => new(
        Google.Rpc.Code.Unavailable,
        "ROLL_UP_NOT_MADE",
        new(
            "此版本的汇总正在生成，尚不能回答行政区划的数字；单个机关的数字不受影响。请稍后重试。",
            "This release is still making its roll-up, so that figures of divisions cannot be answered yet; those of "
            + "organs can. Try again later."))
    {
        RetryAfter = TimeSpan.FromSeconds(10),
    };

    private static Refusal NotReached(long wanted, long now) => new(
        Google.Rpc.Code.Unavailable,
        "POSITION_NOT_REACHED",
        new(
            $"汇总尚未处理到位置{wanted}（现为{now}）；请稍后重试。",
            $"The roll-up has not come to position {wanted} yet (it is at {now}); try again."))
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };
}

/// <summary>Where the roll-up stands.</summary>
internal sealed record RollUpPoint(int Generation, LogPoint Log);
