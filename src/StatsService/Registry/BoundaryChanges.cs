using Ogi.Stats.Store.V1;
using Kind = Ogi.Stats.V1.DivisionChangeKind;

namespace StatsService.Registry;

/// <summary>
/// Which divisions a year's changes gave other boundaries: those named, and those above a part of them only.
/// </summary>
internal static class BoundaryChanges
{
    /// <summary>By division, in an order that is the same whenever it is asked.</summary>
    public static ILookup<string, StoredDivisionChange> Of(
        DivisionTree tree, IEnumerable<Division> changed, int year) =>
        changed.OrderBy(division => division.Id, StringComparer.Ordinal).SelectMany(division => division.State.Changes)
            .Where(change => change.Year == year && (Kind)change.Kind != Kind.Renamed)
            .Distinct()
            .SelectMany(change => Concerned(tree, change).Select(division => (division, change)))
            .ToLookup(pair => pair.division, pair => pair.change, StringComparer.Ordinal);

    /// <summary>What has all of it, before and after, is as it was.</summary>
    private static IEnumerable<string> Concerned(DivisionTree tree, StoredDivisionChange change)
    {
        var all = change.Predecessors.Count + change.Successors.Count;
        return change.Predecessors.SelectMany(id => tree.Ancestors(id, change.Year - 1))
            .Concat(change.Successors.SelectMany(id => tree.Ancestors(id, change.Year)))
            .GroupBy(id => id, StringComparer.Ordinal)
            .Where(above => above.Count() < all).Select(above => above.Key)
            .Union(change.Predecessors.Concat(change.Successors), StringComparer.Ordinal);
    }
}
