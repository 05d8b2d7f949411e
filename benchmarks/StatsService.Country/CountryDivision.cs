using StatsService.Forms;

namespace StatsService.Country;

/// <summary>A division of the country.</summary>
/// <param name="Id">Its code: of a township nine digits.</param>
/// <param name="Title">Its name: 潞城区.</param>
/// <param name="Zone">It has a committee and no government.</param>
/// <param name="Government">The name of its government, of the registry's own data. Empty: none.</param>
public sealed record CountryDivision(
    string Id, string Title, DivisionLevel Level, bool Zone, string Government, CountryDivision? Parent)
{
    private readonly List<CountryDivision> _children = [];
    private readonly List<CountryOrgan> _organs = [];

    /// <summary>The divisions directly below.</summary>
    public IReadOnlyList<CountryDivision> Children => _children;

    /// <summary>Its own organs, its government first.</summary>
    public IReadOnlyList<CountryOrgan> Organs => _organs;

    /// <summary>The first two digits of its code, which tell the province.</summary>
    internal string Province { get; } =
        char.IsAsciiDigit(Id[0]) ? Id[..2] : Parent?.Province ?? "";

    public bool Equals(CountryDivision? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);

    internal void Add(CountryDivision child) => _children.Add(child);

    internal void Add(CountryOrgan organ) => _organs.Add(organ);
}

/// <summary>An organ of the country.</summary>
/// <param name="Id">Of a government its division's code, else a unified social credit code.</param>
/// <param name="Key">What its dice depend on: the seed and the id.</param>
public sealed record CountryOrgan(string Id, string Title, OrganKind Kind, CountryDivision Division, ulong Key)
{
    /// <summary>What the rules ask about an organ.</summary>
    public CheckContext Context { get; } = new(Division.Level, Kind);

    /// <summary>Whether its figures are part of its level and of the regions above it.</summary>
    public bool IsSummed => Kind is not (OrganKind.VerticalSystem or OrganKind.Government);
}
