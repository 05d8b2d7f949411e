using System.Collections.Concurrent;
using Ogi.Stats.Store.V1;
using StatsService.Forms;

namespace StatsService.Registry;

/// <summary>
/// All divisions in memory, and the tree that they formed in any year: for sums "as it was then" against "as it is
/// now". Where no source states a year, what is known holds for every year; so a former division without years exists
/// in every year too.
/// </summary>
internal sealed class DivisionTree
{
    private readonly Dictionary<string, Division> _divisions;
    private readonly ILookup<string, Division> _everBelow;
    private readonly Lazy<TodaysHomes> _homes;
    private readonly ConcurrentDictionary<int, Lazy<IReadOnlyDictionary<string, DivisionCover>>> _covers = [];
    private readonly ConcurrentDictionary<int, Lazy<ILookup<string, StoredDivisionChange>>> _changes = [];

    public DivisionTree(IEnumerable<Division> divisions)
    {
        _divisions = divisions.ToDictionary(division => division.Code, StringComparer.Ordinal);
        _homes = new(() => new(this));
        _everBelow = _divisions.Values
            .SelectMany(division => EverAbove(division).Select(link => (Parent: link.Division, division)))
            .Distinct()
            .ToLookup(pair => pair.Parent, pair => pair.division, StringComparer.Ordinal);
    }

    public IEnumerable<Division> All => _divisions.Values;

    /// <summary>The division with this id, or null.</summary>
    public Division? Find(string id) => _divisions.GetValueOrDefault(id);

    /// <summary>The divisions directly below one in a year, by id.</summary>
    public IReadOnlyList<Division> Children(string id, int year) =>
        [.. _everBelow[id].Where(division => division.Years.Contains(year) && division.ParentIn(year) == id)
            .OrderBy(division => division.Id, StringComparer.Ordinal)];

    /// <summary>
    /// The ids of what stands directly below a division in a year, whether it was in force then or not: what was filed
    /// for it belongs somewhere.
    /// </summary>
    public IEnumerable<string> OnRecordBelow(string id, int year) =>
        _everBelow[id].Where(division => division.ParentIn(year) == id).Select(division => division.Code);

    /// <summary>The divisions that lie, or in some year lay, directly below one.</summary>
    public IEnumerable<Division> EverBelow(string id) => _everBelow[id];

    /// <summary>The ids of the divisions above one in a year, from the nation down.</summary>
    public IReadOnlyList<string> Ancestors(string id, int year)
    {
        var above = new List<string>();
        for (var at = Find(id)?.ParentIn(year); at is not null && !above.Contains(at); at = Find(at)?.ParentIn(year))
        {
            above.Add(at);
        }

        above.Reverse();
        return above;
    }

    /// <summary>All divisions below one in a year, at any depth, without itself.</summary>
    public IEnumerable<Division> Below(string id, int year) =>
        Children(id, year).SelectMany(child => Below(child.Code, year).Prepend(child));

    /// <summary>All divisions of one level below another one in a year: what is above has a lower level.</summary>
    public IEnumerable<Division> Below(string id, int year, DivisionLevel level) =>
        Children(id, year).SelectMany(child => child.Level < level ? Below(child.Code, year, level)
            : child.Level == level ? [child]
            : []);

    /// <summary>Where the divisions of any year belong today.</summary>
    public TodaysHomes Homes => _homes.Value;

    /// <summary>What one of today's divisions is made of in a year. All of a year are kept.</summary>
    public DivisionCover CoverOf(string division, int year) => _covers
        .GetOrAdd(year, _ => new(() => DivisionCovers.Of(this, Homes, year))).Value
        .GetValueOrDefault(division) ?? DivisionCover.Itself(division);

    /// <summary>What gave a division other boundaries, or another code, in a year. All of a year are kept.</summary>
    public IEnumerable<StoredDivisionChange> BoundaryChangesOf(string division, int year) => _changes
        .GetOrAdd(year, _ => new(() => BoundaryChanges.Of(this, Homes.Changed, year))).Value[division];

    /// <summary>
    /// Whether a division would stand above itself, in any year, if it came below another one from a year on.
    /// </summary>
    public bool WouldCycle(string division, string parent, int year) =>
        Reaches(parent, division, year, int.MaxValue, []);

    private bool Reaches(string from, string wanted, int first, int last, HashSet<string> on) =>
        from == wanted
        || (Find(from) is { } division && on.Add(from) && EverAbove(division).Any(link =>
        {
            var (begin, end) = (Math.Max(first, link.First), Math.Min(last, link.Last));
            return begin <= end && Reaches(link.Division, wanted, begin, end, [.. on]);
        }));

    /// <summary>Each division above it with the years in which it was.</summary>
    private static IEnumerable<(string Division, int First, int Last)> EverAbove(Division division)
    {
        var parents = division.State.Division.Parents;
        if (parents.Count > 0)
        {
            return parents.Select(parent =>
                (parent.Division, parent.FirstYear, parent.LastYear == 0 ? int.MaxValue : parent.LastYear));
        }

        return division.Path.Length > 1 ? [(division.Path[^2], 0, int.MaxValue)] : [];
    }
}
