using Ogi.Stats.Store.V1;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>Divisions and organs as the API tells them.</summary>
internal static class RegistryPresenter
{
    public static Wire.Division Present(Division division) => new()
    {
        Name = division.Id,
        Title = division.Title,
        Level = (Wire.DivisionLevel)division.Level,
        Parent = division.Path.Length > 1 ? Division.Prefix + division.Path[^2] : "",
        Years = YearRanges.Write(division.Years.First ?? 0, division.Years.Last ?? 0),
        Kind = (Wire.DivisionKind)division.Kind,
        Source = division.Source,
        Former = division.Former,
        Names = { division.State.Division.Names.Select(Present) },
        Parents = { division.State.Division.Parents.Select(Present) },
        Changes = { division.State.Changes.Select(Present) },
    };

    /// <summary>With the name and the parent that it had in a year.</summary>
    public static Wire.Division Present(Division division, int year)
    {
        var wire = Present(division);
        wire.Title = division.TitleIn(year);
        wire.Parent = division.ParentIn(year) is { } parent ? Division.Prefix + parent : "";
        return wire;
    }

    private static Wire.TimedParent Present(StoredParent parent) => new()
    {
        Parent = Division.Prefix + parent.Division,
        Years = YearRanges.Write(parent.FirstYear, parent.LastYear),
    };

    private static Wire.DivisionChange Present(StoredDivisionChange change) => new()
    {
        Kind = (Wire.DivisionChangeKind)change.Kind,
        Year = change.Year,
        Predecessors = { change.Predecessors.Select(id => Division.Prefix + id) },
        Successors = { change.Successors.Select(id => Division.Prefix + id) },
        Title = change.Title,
        Parent = change.Kind == (int)Wire.DivisionChangeKind.Transferred
            ? Division.Prefix + change.Moves[0].Ancestors[^1]
            : "",
        Source = change.Source,
    };

    public static Wire.Organ Present(Organ organ)
    {
        var stored = organ.State.Organ;
        return new()
        {
            Name = organ.Id,
            Names = { stored.Names.Select(Present) },
            Aliases = { stored.Aliases },
            Codes = { stored.Codes },
            Kind = (Wire.OrganKind)stored.Kind,
            Division = Division.Prefix + stored.Division,
            Parent = Name(stored.Parent),
            Years = YearRanges.Write(stored.FirstYear, stored.LastYear),
            Successions = { organ.State.Successions.Select(Present) },
            Exemptions = { organ.State.Exemptions.Select(Present) },
            Source = stored.Source,
            Etag = organ.Etag,
        };
    }

    private static Wire.TimedName Present(StoredName name) =>
        new() { Title = name.Title, Years = YearRanges.Write(name.FirstYear, name.LastYear) };

    private static Wire.Succession Present(StoredSuccession succession) => new()
    {
        Kind = (Wire.SuccessionKind)succession.Kind,
        Year = succession.Year,
        Predecessors = { succession.Predecessors.Select(Name) },
        Successors = { succession.Successors.Select(Name) },
        Source = succession.Source,
    };

    private static Wire.Exemption Present(StoredExemption exemption) =>
        new() { Year = exemption.Year, Scope = (Wire.Scope)exemption.Scope, Reason = exemption.Reason };

    private static string Name(string id) => id.Length == 0 ? "" : Organ.Prefix + id;
}
