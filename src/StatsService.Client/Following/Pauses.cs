using System.Diagnostics;

namespace StatsService.Client.Following;

/// <summary>Growing pauses between tries that failed, with some chance in each: so not all come at once.</summary>
internal sealed class Pauses
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly Stopwatch _failing = new();
    private int _failed;

    /// <summary>Something succeeded.</summary>
    public void Reset()
    {
        _failed = 0;
        _failing.Reset();
    }

    /// <param name="asked">The least that the service asks for.</param>
    /// <param name="patience">How long it may fail.</param>
    /// <returns>False: it has failed for longer.</returns>
    public async Task<bool> Next(TimeSpan? asked, TimeSpan patience, CancellationToken ct)
    {
        _failing.Start();
        if (patience != Timeout.InfiniteTimeSpan && _failing.Elapsed >= patience)
        {
            return false;
        }

        var grown = TimeSpan.FromTicks(Math.Min(First.Ticks << Math.Min(_failed++, 20), Longest.Ticks));
#pragma warning disable CA5394 // Nothing secret depends on it.
        var pause = grown * (0.5 + (Random.Shared.NextDouble() / 2));
#pragma warning restore CA5394
        await Task.Delay(asked is { } least && least > pause ? least : pause, ct);
        return true;
    }
}
