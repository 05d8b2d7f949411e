using Google.Protobuf;
using StatsService.Client.Following;

namespace StatsService.Tests.Following;

/// <summary>A copy in memory, as the plainest consumer keeps it.</summary>
internal sealed class MemoryCopy : ICopy
{
    private readonly Dictionary<string, (int Snapshot, IMessage Resource)> _resources = new(StringComparer.Ordinal);

    public CopyState? State { get; private set; }

    public IReadOnlyDictionary<string, IMessage> Resources =>
        _resources.ToDictionary(each => each.Key, each => each.Value.Resource, StringComparer.Ordinal);

    public Task<CopyState?> Read(CancellationToken ct) => Task.FromResult(State);

    public Task Apply(CopyStep step, CancellationToken ct)
    {
        foreach (var (name, resource) in step.Put)
        {
            _resources[name] = (step.State.Snapshot, resource);
        }

        step.Removed.ToList().ForEach(name => _resources.Remove(name));
        if (step.EndsSnapshot)
        {
            var gone = _resources.Where(each => each.Value.Snapshot < step.State.Snapshot).Select(each => each.Key);
            gone.ToList().ForEach(name => _resources.Remove(name));
        }

        State = step.State;
        return Task.CompletedTask;
    }
}
