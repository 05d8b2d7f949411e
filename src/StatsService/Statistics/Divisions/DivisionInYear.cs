using Ogi.Stats.Store.V1;
using StatsService.Registry;
using StatsService.RollUp;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Divisions;

/// <summary>A division in a year, with the sums that its figures are taken from.</summary>
/// <param name="Cover">By today's boundaries: what it is made of. Null: by those of the year.</param>
/// <param name="Changes">By those of the year: what they came by in it.</param>
internal sealed record DivisionInYear(
    Division Division, int Year, Node Node, DivisionCover? Cover, IReadOnlyList<StoredDivisionChange> Changes)
{
    /// <summary>Divisions of the year that could not be allotted to it.</summary>
    public IReadOnlyList<string> Unallotted => Cover?.Unallotted ?? [];

    /// <summary>Says in the head of a row what it is made of.</summary>
    public void WriteTo(Wire.FigureHeader header)
    {
        if (Cover is null)
        {
            return;
        }

        header.Title = Division.Title;
        header.UnallottedDivisions.Add(Unallotted.Select(Name));
        if (Cover.IsOne && Cover.Parts[0].Division == Division.Code)
        {
            return;
        }

        foreach (var part in Cover.Parts)
        {
            (part.LevelOnly ? header.LevelDivisions : header.CountedDivisions).Add(Name(part.Division));
        }
    }

    private static string Name(string division) => Division.Prefix + division;
}
