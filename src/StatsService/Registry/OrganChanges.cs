using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Log;

namespace StatsService.Registry;

/// <summary>
/// What the items of a stream changed and nobody has stored yet: the items after them build on it. Of a dry run it is
/// never stored.
/// </summary>
internal sealed class OrganChanges(TimeProvider clock)
{
    private readonly Dictionary<string, Organ> _organs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _ids = new(StringComparer.Ordinal);

    public List<PendingEvent> Changes { get; } = [];

    public List<(string Code, string Organ, CodeOwner? Before)> Codes { get; } = [];

    /// <summary>The id of the organ with this id, code or <see cref="Organ.Bearer"/>, or null.</summary>
    public string? IdOf(string key) => _ids.GetValueOrDefault(key);

    public Organ? Organ(string id) => _organs.GetValueOrDefault(id);

    /// <summary>The organ as the event leaves it, chained to the one before.</summary>
    /// <param name="current">The organ so far; null: none.</param>
    public Organ Add(string id, Organ? current, IMessage e, EventMeta meta)
    {
        EventChain.Seal(meta, current?.State.Hash ?? ByteString.Empty, clock);
        e.SetMeta(meta);
        var organ = Registry.Organ.Fold(current, Registry.Organ.Prefix + id, e);
        Changes.Add(new(organ.Id, organ.Version, e, meta, organ));
        _organs[id] = organ;
        foreach (var key in organ.Codes.Append(id).Concat(organ.Bearers))
        {
            _ids[key] = id;
        }

        return organ;
    }

    /// <summary>Forgets what to store, and keeps how it leaves the organs.</summary>
    public void Forget()
    {
        Changes.Clear();
        Codes.Clear();
    }
}
