namespace StatsService.Registry;

/// <summary>
/// Of which divisions of one year today's are made. Walks only where boundaries changed, and keeps only what is made of
/// anything else than itself.
/// </summary>
internal sealed class DivisionCovers
{
    private readonly DivisionTree _tree;
    private readonly TodaysHomes _homes;
    private readonly int _year;

    /// <summary>What boundaries changed, and all that lay above it.</summary>
    private readonly HashSet<string> _concerned = new(StringComparer.Ordinal);
    private readonly HashSet<string> _allotted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Place> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<CoverPart>> _parts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SortedSet<string>> _unallotted = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DivisionCover> _covers = new(StringComparer.Ordinal);

    private DivisionCovers(DivisionTree tree, TodaysHomes homes, int year) =>
        (_tree, _homes, _year) = (tree, homes, year);

    /// <summary>The cover of each of today's divisions that is not made of itself alone.</summary>
    public static IReadOnlyDictionary<string, DivisionCover> Of(DivisionTree tree, TodaysHomes homes, int year)
    {
        var covers = new DivisionCovers(tree, homes, year);
        foreach (var changed in homes.Changed.Where(division => homes.IsChanged(division, year)))
        {
            for (var at = changed; at is not null && covers._concerned.Add(at.Code);)
            {
                at = at.ParentIn(year) is { } above ? tree.Find(above) : null;
            }
        }

        foreach (var root in covers._concerned.Where(id => tree.Find(id)!.ParentIn(year) is null))
        {
            covers.Locate(tree.Find(root)!);
            covers.Allot(root, above: null);
        }

        covers.Gather();
        return covers._covers;
    }

    /// <summary>From below: where each division belongs, and how far what lay in it reaches.</summary>
    /// <returns>The reach of all that was in force there; null: nothing was.</returns>
    private string? Locate(Division division)
    {
        var existed = division.Years.Contains(_year);
        if (existed && !_concerned.Contains(division.Code))
        {
            return division.Code;
        }

        var homes = _homes.Of(division, _year);
        var home = homes.Aggregate(_homes.Nearest);
        string? below = null;
        foreach (var child in _tree.OnRecordBelow(division.Code, _year))
        {
            if (Locate(_tree.Find(child)!) is { } reached)
            {
                below = below is null ? reached : _homes.Nearest(below, reached);
            }
        }

        var reach = below is null ? home : _homes.Nearest(home, below);
        _places[division.Code] = new(homes, home, reach);
        return existed ? reach : below;
    }

    /// <summary>From above: gives each division to those of today that have it, and not what lay above it.</summary>
    /// <param name="above">From where on upwards those have it which have what lay above it.</param>
    private void Allot(string division, string? above)
    {
        _allotted.Add(division);
        var place = _places.GetValueOrDefault(division) ?? new([division], division, division);
        var existed = _tree.Find(division)!.Years.Contains(_year);

        // What was filed for a division that was not in force stays where it stood: nobody looked for it elsewhere.
        var reach = above is null || _homes.Lies(place.Reach, above) ? place.Reach : above;
        Add(_homes.Up(reach, above), new(division, LevelOnly: false, existed));
        if (!_places.ContainsKey(division))
        {
            return;
        }

        if (_homes.Lies(place.Home, reach))
        {
            Add(_homes.Up(place.Home, reach), new(division, LevelOnly: true, existed));
        }

        if (existed)
        {
            foreach (var of in place.Homes.SelectMany(home => _homes.Up(home, place.Home)))
            {
                (_unallotted.TryGetValue(of, out var known) ? known : _unallotted[of] = new(StringComparer.Ordinal))
                    .Add(division);
            }
        }

        foreach (var child in _tree.OnRecordBelow(division, _year))
        {
            Allot(child, reach);
        }
    }

    private void Add(IEnumerable<string> to, CoverPart part)
    {
        foreach (var division in to)
        {
            (_parts.TryGetValue(division, out var known) ? known : _parts[division] = []).Add(part);
        }
    }

    private void Gather()
    {
        var all = _allotted.Concat(_parts.Keys).Concat(_unallotted.Keys);
        foreach (var division in all.Distinct(StringComparer.Ordinal))
        {
            var parts = _parts.GetValueOrDefault(division) ?? [];
            if (!_allotted.Contains(division))
            {
                // It lies where nothing changed, and came by something from elsewhere.
                parts.Add(new(division, LevelOnly: false, _tree.Find(division)!.Years.Contains(_year)));
            }

            var cover = new DivisionCover(
                [.. parts.OrderBy(part => part.Division, StringComparer.Ordinal)],
                [.. _unallotted.GetValueOrDefault(division) ?? []]);
            if (!cover.IsOne || cover.Parts[0].Division != division)
            {
                _covers[division] = cover;
            }
        }
    }

    /// <param name="Homes">The divisions of today that it belongs to.</param>
    /// <param name="Home">The lowest one that holds them all.</param>
    /// <param name="Reach">The lowest one that holds all that lay in it too.</param>
    private sealed record Place(IReadOnlyCollection<string> Homes, string Home, string Reach);
}
