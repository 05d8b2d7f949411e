using StatsService.Forms;
using StatsService.Reports;

namespace StatsService.Continuity;

/// <summary>What the rules over two years find between a report and those of the years beside it.</summary>
internal sealed record YearFindings(IReadOnlyList<YearFinding> Findings, IReadOnlyList<string> NotAssessable)
{
    public static readonly YearFindings None = new([], []);
}

/// <summary>A finding of two years as one of the reports bears it.</summary>
/// <param name="Revisions">Where each of its cells stands; empty: in the report itself.</param>
/// <param name="Confirmation">On whichever of the reports it was given.</param>
internal sealed record YearFinding(Finding Finding, IReadOnlyList<string> Revisions, YearConfirmation? Confirmation)
{
    public bool IsConfirmed => Confirmation is { Holds: true };

    public static YearFinding Of(AnnualReport on, YearPair pair, YearsCheck check, string id) => new(
        check.Finding! with { Id = id },
        [.. check.Cells.Select(pair.HolderOf).Select(at => at.Report.Id == on.Id ? "" : YearPart.NameOf(at))],
        pair.ConfirmationOf(check));
}
