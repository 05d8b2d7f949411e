using Medallion.Threading.Postgres;
using StatsService.Hosting;

namespace StatsService.Registry;

/// <summary>
/// Registrars write one after the other, on all instances: which organ is meant, and whether an organ would stand above
/// itself, is asked of what the write before left. No key could tell either. So events of divisions also lie in the log
/// in the order in which they were committed.
/// </summary>
internal sealed class RegistrarsTurn(InstanceLocks locks) : IDisposable
{
    /// <summary>Any number that nothing else locks.</summary>
    private const long Number = 0x6f67692d72656769;

    private readonly PostgresDistributedLock _everywhere = locks.Of(Number);

    /// <summary>In one instance they wait here: no more than one connection waits for the other instances.</summary>
    private readonly SemaphoreSlim _here = new(1);

    public async Task<T> Run<T>(Func<Task<T>> write, CancellationToken ct)
    {
        await _here.WaitAsync(ct);
        try
        {
            await using var held = await _everywhere.AcquireAsync(cancellationToken: ct);
            return await write();
        }
        finally
        {
            _here.Release();
        }
    }

    public void Dispose() => _here.Dispose();
}
