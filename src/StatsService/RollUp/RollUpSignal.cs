using Marten;
using Marten.Services;

namespace StatsService.RollUp;

/// <summary>Wakes the projector when this process has committed events.</summary>
internal sealed class RollUpSignal : DocumentSessionListenerBase, IDisposable
{
    private readonly SemaphoreSlim _committed = new(0, 1);

    public void Dispose() => _committed.Dispose();

    public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
    {
        try
        {
            _committed.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }

        return Task.CompletedTask;
    }

    /// <summary>Until something was committed, at most so long.</summary>
    public Task Wait(TimeSpan longest, CancellationToken ct) => _committed.WaitAsync(longest, ct);
}
