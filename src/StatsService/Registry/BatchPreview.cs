using System.Collections.Concurrent;
using Ogi.Stats.Store.V1;

namespace StatsService.Registry;

/// <summary>
/// What the items of a stream would have left if they were not only validated: the items after them build on it, so
/// that a dry run tells what the real one would.
/// </summary>
internal sealed class BatchPreview
{
    private readonly ConcurrentDictionary<string, StoredOrgan> _organs = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _ids = new(StringComparer.Ordinal);

    /// <summary>The id of the organ with this id, code or <see cref="Bearer"/>, or null.</summary>
    public string? IdOf(string key) => _ids.GetValueOrDefault(key);

    public StoredOrgan? Organ(string id) => _organs.GetValueOrDefault(id);

    public void Put(string id, StoredOrgan organ)
    {
        _organs[id] = organ;
        var bearers = organ.Names.Select(name => Bearer(organ.Division, name.Title));
        foreach (var key in organ.Codes.Append(id).Concat(bearers))
        {
            _ids[key] = id;
        }
    }

    /// <summary>Whoever bears a name in a division; no id looks like it.</summary>
    public static string Bearer(string division, string title) => $"{division}/{title}";
}
