using StatsService.RollUp;
using StatsService.Statistics.Divisions;

namespace StatsService.Statistics.Proof;

/// <summary>What contributes to a figure.</summary>
internal abstract record Contributor(WalkPlace Place);

/// <summary>A part of a report.</summary>
/// <param name="Topics">Those on which it contributes, a bit each.</param>
internal sealed record ReportContributor(
    WalkPlace Place, OrganEntry Organ, GivenPart Given, ulong Topics, StatedReport Report) : Contributor(Place)
{
    /// <summary>It is marked a copy, and is in no sum.</summary>
    public bool IsCopy => Report.At.Report.CopyOf is not null;
}

/// <summary>A division, with one row of its figures.</summary>
internal sealed record DivisionContributor(WalkPlace Place, BasisFigures Figures) : Contributor(Place);
