namespace StatsService.Log;

/// <summary>Tells whoever waits that the settled log went on: however many they are, it is read once for all.</summary>
internal sealed class LogHead(HighWater highWater, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(50);

    private readonly SemaphoreSlim _one = new(1, 1);
    private long _newest;
    private long? _readAt;

    public void Dispose() => _one.Dispose();

    /// <summary>Waits until more than a number is settled.</summary>
    /// <returns>False: nothing came for so long.</returns>
    public async Task<bool> Passes(long number, TimeSpan longest, CancellationToken ct)
    {
        var start = clock.GetTimestamp();
        while (await Newest(ct) <= number)
        {
            if (clock.GetElapsedTime(start) >= longest)
            {
                return false;
            }

            await Task.Delay(Every, clock, ct);
        }

        return true;
    }

    private async Task<long> Newest(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            if (_readAt is not { } at || clock.GetElapsedTime(at) >= Every)
            {
                _newest = await highWater.Read(ct);
                _readAt = clock.GetTimestamp();
            }

            return _newest;
        }
        finally
        {
            _one.Release();
        }
    }
}
