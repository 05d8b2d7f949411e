namespace StatsService.Client.Following;

/// <summary>Growing pauses between tries that failed, each with some chance in it, so that not all come at once.</summary>
internal sealed class Pauses
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private int _failed;

    /// <summary>Something succeeded.</summary>
    public void Reset() => _failed = 0;

    /// <param name="asked">The least that the service asks for.</param>
    public Task Next(TimeSpan? asked, CancellationToken ct)
    {
        var grown = TimeSpan.FromTicks(Math.Min(First.Ticks << Math.Min(_failed++, 20), Longest.Ticks));
#pragma warning disable CA5394 // Nothing secret depends on it.
        var pause = grown * (0.5 + (Random.Shared.NextDouble() / 2));
#pragma warning restore CA5394
        return Task.Delay(asked is { } least && least > pause ? least : pause, ct);
    }
}
