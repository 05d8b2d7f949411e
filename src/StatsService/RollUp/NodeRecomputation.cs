using System.Runtime.CompilerServices;
using StatsService.Forms;
using StatsService.Registry;

namespace StatsService.RollUp;

/// <summary>
/// Makes nodes from the reports alone, by their events, not from what the roll-up keeps: what its nodes are held
/// against. Many reports take no more memory than few.
/// </summary>
internal sealed class NodeRecomputation(FormCatalog catalog, ShareReader shares)
{
    /// <summary>Organs whose reports are read at once; those of one division always are.</summary>
    private const int OrgansAtOnce = 500;

    /// <summary>A division and all below it in a year: some at a time, from below.</summary>
    public async IAsyncEnumerable<IReadOnlyDictionary<NodeKey, Node>> Below(
        Country country, string division, int year, IReadOnlyCollection<ReportSet> sets,
        [EnumeratorCancellation] CancellationToken ct)
    {
        // What the divisions below gave to those that are not reached yet: no more than the levels of the tree.
        var begun = new Dictionary<NodeKey, Node>();
        foreach (var some in Groups(country, division, year))
        {
            var given = (await shares.At(country, [.. some.SelectMany(at => at.Organs, (_, o) => (o.Code, year))], ct))
                .ToDictionary(share => (share.Organ, share.Node.Set));
            var nodes = new Dictionary<NodeKey, Node>();
            foreach (var (at, organs) in some)
            {
                foreach (var key in sets.Select(set => new NodeKey(at, year, set)))
                {
                    begun.Remove(key, out var node);
                    nodes[key] = node ??= new(catalog);
                    foreach (var organ in organs)
                    {
                        Add(node, organ, year, given.GetValueOrDefault((organ.Code, key.Set)));
                    }

                    node.AddLevel();

                    if (at != division)
                    {
                        GiveAbove(begun, key with { Division = country.Above(at, year)! }, node);
                    }
                }
            }

            yield return nodes;
        }
    }

    private void Add(Node node, OrganEntry organ, int year, PlacedShare? share)
    {
        if (share is not null)
        {
            node.Add(share.Read(catalog));
        }
        else if (organ.Owes(year))
        {
            node.AddOwed(Owed.By(organ), default);
        }
    }

    private void GiveAbove(Dictionary<NodeKey, Node> begun, NodeKey above, Node node)
    {
        if (!begun.TryGetValue(above, out var parent))
        {
            begun[above] = parent = new(catalog);
        }

        parent.AddBelow(node.Resolved(), node.Vertical);
    }

    /// <summary>The divisions in an order in which each comes after those below it, some with their organs.</summary>
    private static IEnumerable<IReadOnlyList<(string Division, IReadOnlyList<OrganEntry> Organs)>> Groups(
        Country country, string division, int year)
    {
        var (group, count) = (new List<(string, IReadOnlyList<OrganEntry>)>(), 0);
        foreach (var at in FromBelow(country.Tree, division, year))
        {
            var organs = country.Organs(at).ToList();
            group.Add((at, organs));
            count += organs.Count;
            if (count >= OrgansAtOnce)
            {
                yield return group;
                (group, count) = ([], 0);
            }
        }

        yield return group;
    }

    private static IEnumerable<string> FromBelow(DivisionTree tree, string division, int year) =>
        tree.OnRecordBelow(division, year).SelectMany(child => FromBelow(tree, child, year)).Append(division);
}
