using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Log;

namespace StatsService.Registry;

/// <summary>
/// The divisions that a group of items names, read at once, with what the items before changed on top.
/// </summary>
internal sealed class DivisionGroup(TimeProvider clock)
{
    private readonly Dictionary<string, Division> _divisions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);

    /// <summary>What is to be stored.</summary>
    public List<PendingEvent> Changes { get; } = [];

    public Division? Find(string id) => _divisions.GetValueOrDefault(id);

    /// <summary>Whether an item of this stream brought or changed it.</summary>
    public bool IsNew(string id) => _changed.Contains(id);

    /// <summary>Those that items put directly below one.</summary>
    public IEnumerable<Division> Below(string id) =>
        _changed.Select(changed => _divisions[changed]).Where(division => division.Path[..^1].LastOrDefault() == id);

    /// <summary>Takes what was read, but for what an item changed already.</summary>
    public void Know(IEnumerable<Division> divisions)
    {
        foreach (var division in divisions.Where(division => !IsNew(division.Code)))
        {
            _divisions[division.Code] = division;
        }
    }

    /// <summary>The division as the event leaves it, chained to the one before.</summary>
    public Division Add(string id, Division? current, IMessage e, EventMeta meta)
    {
        EventChain.Seal(meta, current?.State.Hash ?? ByteString.Empty, clock);
        e.SetMeta(meta);
        var division = Division.Fold(current, Division.Prefix + id, e);
        Changes.Add(new(division.Id, division.Version, e, meta, division));
        _divisions[id] = division;
        _changed.Add(id);
        return division;
    }
}
