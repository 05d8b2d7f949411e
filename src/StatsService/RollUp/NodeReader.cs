using Npgsql;
using StatsService.Forms;
using StatsService.Forms.Measuring;

namespace StatsService.RollUp;

/// <summary>Reads nodes as they stand or stood at any number that the roll-up has come to.</summary>
internal sealed class NodeReader(
    NpgsqlDataSource database, FormCatalog catalog, CountryReader countries, ShareReader shares)
{
    /// <summary>The nodes at a number; one without any report is what is owed there.</summary>
    /// <param name="only">The slots that are wanted: of every node these. Null: all.</param>
    public async Task<IReadOnlyDictionary<NodeKey, Node>> At(
        int generation, long number, IReadOnlyCollection<NodeKey> keys, CancellationToken ct, SlotPick? only = null)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var (end, stored) = await NodeStore.Read(
            connection, generation, number, keys, catalog.Slots.PagesOf(only), ct);

        var found = new Dictionary<NodeKey, Node>(keys.Count);
        if (end < number)
        {
            // A node that did not change in a batch may have, and changed back, between its ends.
            await Fold(connection, generation, end, number, keys, found, only, ct);
        }
        else
        {
            foreach (var (key, node) in keys.Zip(stored))
            {
                if (node?.Number <= number)
                {
                    found[key] = NodeCodec.ReadNode(node.Data, catalog, only);
                }
            }
        }

        if (found.Count == keys.Count)
        {
            return found;
        }

        var stood = keys.Zip(stored).Where(node => node.Second is not null && !found.ContainsKey(node.First))
            .Select(node => node.First).ToList();
        if (stood.Count > 0)
        {
            foreach (var (key, node) in await NodeStore.ReadAt(connection, generation, stood, end, catalog, ct))
            {
                found[key] = NodeCodec.ReadNode(node.Data, catalog, only);
            }
        }

        if (keys.Where(key => !found.ContainsKey(key)).ToList() is [_, ..] owing)
        {
            var country = await countries.At(number, ct);
            owing.ForEach(key => found[key] = Node.Owing(catalog, country, key, only));
        }

        return found;
    }

    /// <summary>Within a batch: the projector's own fold, in memory, for what concerns these nodes.</summary>
    private async Task Fold(
        NpgsqlConnection connection, int generation, long end, long number, IReadOnlyCollection<NodeKey> keys,
        Dictionary<NodeKey, Node> found, SlotPick? only, CancellationToken ct)
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
        var fold = new NodeFold(catalog, before, now, stored, new(catalog));
        changes.ApplyTo(fold);
        foreach (var change in fold.CarryUp().Where(change => keys.Contains(change.Key)))
        {
            found[change.Key] = change.Now.Pick(only);
        }

        bool Known((string Organ, int Year) key) => before.Organ(key.Organ) is not null;

        bool Lies(Country country, (string Organ, int Year) key) => country.Organ(key.Organ) is { } organ
            && country.Path(organ.Division, key.Year).Any(divisions.Contains);
    }
}
