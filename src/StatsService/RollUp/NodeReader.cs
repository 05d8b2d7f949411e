using Npgsql;
using StatsService.Forms;

namespace StatsService.RollUp;

/// <summary>Reads nodes as they stand or stood at any number that the roll-up has come to.</summary>
internal sealed class NodeReader(
    NpgsqlDataSource database, FormCatalog catalog, CountryReader countries, ShareReader shares)
{
    /// <summary>The nodes at a number; one without any report is what is owed there.</summary>
    public async Task<IReadOnlyDictionary<NodeKey, Node>> At(
        int generation, long number, IReadOnlyCollection<NodeKey> keys, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var stored = await NodeStore.Read(connection, generation, keys, ct);
        var found = Decoded(stored.Where(node => node.Value.Number <= number));
        if (found.Count < stored.Count)
        {
            await Past(connection, generation, number, [.. stored.Keys.Except(found.Keys)], found, ct);
        }

        if (found.Count < keys.Count)
        {
            Add(await countries.At(number, ct), keys.Where(key => !found.ContainsKey(key)).ToList(), found);
        }

        return found;
    }

    /// <summary>Nodes that changed since.</summary>
    private async Task Past(
        NpgsqlConnection connection, int generation, long number, IReadOnlyCollection<NodeKey> keys,
        Dictionary<NodeKey, Node> found, CancellationToken ct)
    {
        var end = await Generations.BatchEnd(connection, generation, number, ct);
        if (end < number)
        {
            await Fold(connection, generation, end, number, keys, found, ct);
        }

        var rest = keys.Where(key => !found.ContainsKey(key)).ToList();
        foreach (var (key, node) in Decoded(await NodeStore.ReadAt(connection, generation, rest, end, catalog, ct)))
        {
            found[key] = node;
        }
    }

    private void Add(Country country, IReadOnlyCollection<NodeKey> keys, Dictionary<NodeKey, Node> found)
    {
        foreach (var key in keys)
        {
            var here = country.OwedBy(key.Division, key.Year);
            found[key] = new(catalog);
            found[key].AddOwed(here, country.OwedIn(key.Division, key.Year) - here);
        }
    }

    private Dictionary<NodeKey, Node> Decoded(IEnumerable<KeyValuePair<NodeKey, StoredNode>> stored) =>
        stored.ToDictionary(node => node.Key, node => NodeCodec.ReadNode(node.Value.Data, catalog));

    /// <summary>Within a batch: the projector's own fold, in memory, for what concerns these nodes.</summary>
    private async Task Fold(
        NpgsqlConnection connection, int generation, long end, long number, IReadOnlyCollection<NodeKey> keys,
        Dictionary<NodeKey, Node> found, CancellationToken ct)
    {
        var (before, now) = (await countries.At(end, ct), await countries.At(number, ct));
        var range = await LogRange.Read(connection, before, now, ct);
        var years = keys.Select(key => key.Year).ToHashSet();
        var divisions = keys.Select(key => key.Division).ToHashSet(StringComparer.Ordinal);
        var concerned = range.Reports
            .Concat(range.Registered.SelectMany(organ => years.Select(year => (Organ: organ, Year: year))))
            .Where(key => years.Contains(key.Year) && (Lies(before, key) || Lies(now, key)))
            .ToHashSet();
        var changes = new ShareChanges(before, now);
        changes.Replace(
            new(concerned, []), years, await shares.At(before, [.. concerned.Where(Known)], ct),
            await shares.At(now, concerned, ct));
        var stored = await NodeStore.ReadAt(connection, generation, changes.Keys, end, catalog, ct);
        var fold = new NodeFold(catalog, before, now, stored);
        changes.ApplyTo(fold);
        foreach (var change in fold.CarryUp().Where(change => keys.Contains(change.Key)))
        {
            found[change.Key] = change.Now;
        }

        bool Known((string Organ, int Year) key) => before.Organ(key.Organ) is not null;

        bool Lies(Country country, (string Organ, int Year) key) => country.Organ(key.Organ) is { } organ
            && country.Path(organ.Division, key.Year).Any(divisions.Contains);
    }
}
