using Ogi.Stats.Store.V1;
using Kind = Ogi.Stats.V1.DivisionChangeKind;

namespace StatsService.Registry;

/// <summary>
/// What became of divisions. Today's are those that no change on record ends, whatever its year.
/// </summary>
internal sealed class TodaysHomes(DivisionTree tree)
{
    /// <summary>All that any change named or moved, or that ended.</summary>
    public IReadOnlyList<Division> Changed { get; } =
    [
        .. tree.All.Where(division =>
            !IsToday(division) || division.State.Division.Parents.Count > 0 || division.State.Changes.Count > 0),
    ];

    public static bool IsToday(Division division) => division.Years.Last is null;

    /// <summary>
    /// The divisions of today that one of a year belongs to: itself or its successors, and theirs. What ended without
    /// any belongs to the division above it. Never empty.
    /// </summary>
    public IReadOnlyList<string> Of(Division division, int year)
    {
        if (IsToday(division) && division.State.Changes.Count == 0)
        {
            return [division.Code];
        }

        var homes = new SortedSet<string>(StringComparer.Ordinal);
        Follow(division, change => change.Year > year, homes, []);
        return homes.Count > 0 ? [.. homes] : [division.Code];
    }

    /// <summary>Whether a division of a year is today something else, or stands elsewhere.</summary>
    public bool IsChanged(Division division, int year) =>
        division.ParentIn(year) != division.Path.ElementAtOrDefault(^2) || Of(division, year) is not [var home]
        || home != division.Code;

    /// <summary>Whether a division of today lies within another one, or is it.</summary>
    public bool Lies(string division, string within)
    {
        var (path, depth) = (tree.Find(division)!.Path, tree.Find(within)!.Path.Length);
        return path.Length >= depth && path[depth - 1] == within;
    }

    /// <summary>The lowest division of today that holds two others: at last the nation.</summary>
    public string Nearest(string one, string other)
    {
        var (path, second) = (tree.Find(one)!.Path, tree.Find(other)!.Path);
        var depth = 1;
        while (depth < Math.Min(path.Length, second.Length) && path[depth] == second[depth])
        {
            depth++;
        }

        return path[depth - 1];
    }

    /// <summary>A division of today and all above it that do not hold another one, from below.</summary>
    /// <param name="below">That other one, above it. Null: all.</param>
    public IEnumerable<string> Up(string division, string? below) =>
        Enumerable.Reverse(tree.Find(division)!.Path).TakeWhile(at => at != below);

    /// <param name="isLater">Whether a change came after it was what is meant.</param>
    /// <param name="seen">What was followed, so that no record leads round in circles.</param>
    private void Follow(
        Division division, Func<StoredDivisionChange, bool> isLater, SortedSet<string> homes,
        HashSet<(string, StoredDivisionChange)> seen)
    {
        var changes = Successions(division);
        var next = changes.FirstOrDefault(change => isLater(change) && change.Predecessors.Contains(division.Code));
        if (next is null && !IsToday(division))
        {
            // It had ended before.
            next = changes.LastOrDefault(change =>
                change.Predecessors.Contains(division.Code) && !change.Successors.Contains(division.Code));
            if (next is null && division.ParentIn(division.Years.Last!.Value) is { } above)
            {
                Follow(tree.Find(above)!, change => change.Year > division.Years.Last, homes, seen);
                return;
            }
        }

        if (next is null)
        {
            homes.Add(division.Code);
        }
        else if (seen.Add((division.Code, next)))
        {
            foreach (var successor in next.Successors.Select(id => tree.Find(id)!))
            {
                // Of changes of one year those that were recorded later.
                var known = Successions(successor);
                var at = known.IndexOf(next);
                Follow(successor, change => known.IndexOf(change) > at, homes, seen);
            }
        }
    }

    /// <summary>In the order of their years, of one year as they were recorded.</summary>
    private static List<StoredDivisionChange> Successions(Division division) =>
    [
        .. division.State.Changes.Where(change => (Kind)change.Kind is Kind.Merged or Kind.Split or Kind.Recoded)
            .OrderBy(change => change.Year),
    ];
}
