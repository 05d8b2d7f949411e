namespace StatsService.Registry;

/// <summary>What one of today's divisions is made of in a year (docs/adr/0010).</summary>
/// <param name="Parts">Divisions of that year, by id; none lies in another one.</param>
/// <param name="Unallotted">Those that belong to it and to others, which nobody can divide between them.</param>
internal sealed record DivisionCover(IReadOnlyList<CoverPart> Parts, IReadOnlyList<string> Unallotted)
{
    /// <summary>Whether it is made of one division and nothing else.</summary>
    public bool IsOne => Parts is [{ LevelOnly: false }] && Unallotted.Count == 0;

    /// <summary>Of a division that boundaries let alone.</summary>
    public static DivisionCover Itself(string division) => new([new(division, LevelOnly: false, Existed: true)], []);
}

/// <summary>A division that makes up another one.</summary>
/// <param name="LevelOnly">
/// Only what belongs to its level: some of what lay below it belongs elsewhere today.
/// </param>
/// <param name="Existed">Whether it was in force in the year.</param>
internal sealed record CoverPart(string Division, bool LevelOnly, bool Existed);
