namespace StatsService.RollUp;

/// <summary>What a range of the log does to nodes, before any of it is carried up.</summary>
internal sealed class ShareChanges(Country before, Country after)
{
    private static readonly ReportSet[] Sets = Enum.GetValues<ReportSet>();

    private readonly List<PlacedShare> _taken = [];
    private readonly List<PlacedShare> _given = [];
    private readonly Dictionary<NodeKey, Owed> _owed = [];
    private readonly List<(NodeKey Key, string From)> _moves = [];

    public IReadOnlyCollection<PlacedShare> Taken => _taken;

    public IReadOnlyCollection<PlacedShare> Given => _given;

    public bool IsEmpty => _taken.Count + _given.Count + _moves.Count == 0 && _owed.Values.All(owed => owed == default);

    /// <summary>The nodes that change, with all above them, then and now.</summary>
    public IReadOnlyCollection<NodeKey> Keys => _taken.Select(share => share.Node)
        .Concat(_given.Select(share => share.Node))
        .Concat(_owed.Keys)
        .Concat(_moves.SelectMany(move => new[] { move.Key, move.Key with { Division = move.From } }))
        .SelectMany(key => after.Path(key.Division, key.Year).Select(division => key with { Division = division }))
        .ToHashSet();

    /// <param name="years">Those for which there are nodes: for others nothing is kept.</param>
    /// <param name="old">What the organs in the range gave, before.</param>
    /// <param name="given">What they give now.</param>
    public void Replace(
        LogRange range, IReadOnlySet<int> years, IEnumerable<PlacedShare> old, IEnumerable<PlacedShare> given)
    {
        var gave = old.ToDictionary(share => (share.Organ, share.Node.Year, share.Node.Set));
        var give = given.ToDictionary(share => (share.Organ, share.Node.Year, share.Node.Set));

        // Who is registered anew, or otherwise, owes reports otherwise, also for years without any.
        var keys = range.Reports.Concat(gave.Keys.Concat(give.Keys).Select(key => (key.Organ, key.Year)))
            .Concat(range.Registered.SelectMany(organ => years.Select(year => (organ, year))))
            .ToHashSet();
        foreach (var (organ, year) in keys)
        {
            foreach (var set in Sets)
            {
                Replace(
                    organ, year, set, gave.GetValueOrDefault((organ, year, set)),
                    give.GetValueOrDefault((organ, year, set)));
            }
        }

        Move(years);
    }

    public void ApplyTo(NodeFold fold)
    {
        // First of all: what left is what it was before.
        foreach (var (key, from) in _moves)
        {
            fold.Move(key, from);
        }

        _taken.ForEach(fold.Take);
        _given.ForEach(fold.Give);
        foreach (var (key, owed) in _owed.Where(owed => owed.Value != default))
        {
            fold.Expect(key, owed);
        }
    }

    /// <summary>What an organ gave for a year and what it gives now; without a share it may owe one.</summary>
    private void Replace(string organ, int year, ReportSet set, PlacedShare? old, PlacedShare? now)
    {
        if (now?.IsSame(old) ?? false)
        {
            return;
        }

        if (old is null)
        {
            Expect(before.Organ(organ), year, set, -1);
        }
        else
        {
            _taken.Add(old);
        }

        if (now is null)
        {
            Expect(after.Organ(organ), year, set, 1);
        }
        else
        {
            _given.Add(now);
        }
    }

    /// <summary>Divisions that stand below another one than before.</summary>
    private void Move(IReadOnlySet<int> years)
    {
        if (ReferenceEquals(before.Tree, after.Tree))
        {
            return;
        }

        foreach (var division in before.Tree.All.Select(division => division.Code))
        {
            foreach (var year in years)
            {
                if (before.Above(division, year) is { } from && from != after.Above(division, year))
                {
                    _moves.AddRange(Sets.Select(set => (new NodeKey(division, year, set), from)));
                }
            }
        }
    }

    private void Expect(OrganEntry? organ, int year, ReportSet set, int sign)
    {
        if (organ?.Owes(year) ?? false)
        {
            var key = new NodeKey(organ.Division, year, set);
            var one = Owed.By(organ);
            _owed[key] = sign > 0 ? _owed.GetValueOrDefault(key) + one : _owed.GetValueOrDefault(key) - one;
        }
    }
}
