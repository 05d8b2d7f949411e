using System.Collections.Concurrent;
using System.Collections.Immutable;
using StatsService.Forms;
using StatsService.Registry;

namespace StatsService.RollUp;

/// <summary>All divisions and organs, in memory, as the registry knew them at one number of the log.</summary>
internal sealed class Country
{
    private readonly ImmutableDictionary<string, OrganEntry> _organs;
    private readonly ImmutableDictionary<string, ImmutableHashSet<string>> _byDivision;
    private readonly ConcurrentDictionary<(string Division, int Year), Owed> _owedBelow = [];
    private readonly ConcurrentDictionary<string, OrganEntry?> _speakers = new(StringComparer.Ordinal);

    private Country(
        long number, DivisionTree tree, ImmutableDictionary<string, OrganEntry> organs,
        ImmutableDictionary<string, ImmutableHashSet<string>> byDivision) =>
        (Number, Tree, _organs, _byDivision) = (number, tree, organs, byDivision);

    /// <summary>The same at another number, with all that was found of it.</summary>
    private Country(long number, Country same)
        : this(number, same.Tree, same._organs, same._byDivision) =>
        (_owedBelow, _speakers) = (same._owedBelow, same._speakers);

    /// <summary>The number of the log that it stands at.</summary>
    public long Number { get; }

    public DivisionTree Tree { get; }

    public static Country Of(long number, DivisionTree tree, IEnumerable<OrganEntry> organs)
    {
        var empty = new Country(
            number, tree, ImmutableDictionary.Create<string, OrganEntry>(StringComparer.Ordinal),
            ImmutableDictionary.Create<string, ImmutableHashSet<string>>(StringComparer.Ordinal));
        return empty.With(number, tree, [.. organs.Select(organ => (organ.Code, (OrganEntry?)organ))]);
    }

    /// <summary>The same country at another number.</summary>
    /// <param name="organs">Those that are otherwise there; null: not yet registered.</param>
    public Country With(
        long number, DivisionTree tree, IReadOnlyCollection<(string Code, OrganEntry? Organ)> organs)
    {
        if (tree == Tree && organs.Count == 0)
        {
            return new(number, this);
        }

        var (all, places) = (_organs.ToBuilder(), _byDivision.ToBuilder());
        var none = ImmutableHashSet.Create<string>(StringComparer.Ordinal);
        foreach (var (code, organ) in organs)
        {
            if (all.TryGetValue(code, out var old) && old.Division != organ?.Division)
            {
                places[old.Division] = places[old.Division].Remove(code);
            }

            if (organ is null)
            {
                all.Remove(code);
                continue;
            }

            all[code] = organ;
            if (old?.Division != organ.Division)
            {
                places[organ.Division] = places.GetValueOrDefault(organ.Division, none).Add(code);
            }
        }

        return new(number, tree, all.ToImmutable(), places.ToImmutable());
    }

    public OrganEntry? Organ(string code) => _organs.GetValueOrDefault(code);

    /// <summary>The organs of a division, not of those below it, by id.</summary>
    public IEnumerable<OrganEntry> Organs(string division) =>
        _byDivision.TryGetValue(division, out var codes)
            ? codes.Order(StringComparer.Ordinal).Select(code => _organs[code])
            : [];

    /// <summary>The same in no order, for counts of a whole country.</summary>
    public IEnumerable<OrganEntry> OrgansOf(string division) =>
        _byDivision.TryGetValue(division, out var codes) ? codes.Select(code => _organs[code]) : [];

    /// <summary>
    /// The organ whose reports speak for a division and its level: its government; without one its general office, or
    /// the administration of a zone. One at most, so that no region is published twice.
    /// </summary>
    public OrganEntry? Speaker(string division) => _speakers.GetOrAdd(division, at => Organs(at)
        .Where(organ => Weight(organ) > 0)
        .OrderByDescending(Weight).ThenBy(organ => organ.Code == at ? 0 : 1)
        .FirstOrDefault());

    /// <summary>The division above one in a year; null above the nation.</summary>
    public string? Above(string division, int year) => Tree.Find(division)?.ParentIn(year);

    /// <summary>The division and all above it in a year, itself first.</summary>
    public IEnumerable<string> Path(string division, int year)
    {
        for (var at = division; at is not null; at = Above(at, year))
        {
            yield return at;
        }
    }

    /// <summary>How many reports a division's own organs owe for a year.</summary>
    public Owed OwedBy(string division, int year) => OrgansOf(division)
        .Where(organ => organ.Owes(year))
        .Aggregate(default(Owed), (owed, organ) => owed + Owed.By(organ));

    /// <summary>How many reports are owed for a year by the organs of a division and of all below it.</summary>
    public Owed OwedIn(string division, int year) => _owedBelow.GetOrAdd(
        (division, year),
        at => Tree.OnRecordBelow(at.Division, at.Year)
            .Aggregate(OwedBy(at.Division, at.Year), (sum, child) => sum + OwedIn(child, at.Year)));

    private static int Weight(OrganEntry organ) => organ.Kind switch
    {
        OrganKind.Government => 3,
        OrganKind.GeneralOffice => 2,
        OrganKind.Zone => 1,
        _ => 0,
    };
}

/// <summary>Reports owed: by local organs, and by those of vertical systems.</summary>
internal readonly record struct Owed(int Local, int Vertical)
{
    public static Owed By(OrganEntry organ) => organ.IsVertical ? new(0, 1) : new(1, 0);

    public static Owed operator +(Owed a, Owed b) => new(a.Local + b.Local, a.Vertical + b.Vertical);

    public static Owed operator -(Owed a, Owed b) => new(a.Local - b.Local, a.Vertical - b.Vertical);
}
