using StatsService.Continuity;
using StatsService.Forms;

namespace StatsService.Reports;

/// <summary>What the rules find between a report and others: of the years beside it, or of other organs.</summary>
internal sealed record SharedFindings(IReadOnlyList<SharedFinding> Findings, IReadOnlyList<string> NotAssessable)
{
    public static readonly SharedFindings None = new([], []);
}

/// <summary>A finding of several reports as one of them bears it.</summary>
/// <param name="Revisions">Where each of its cells stands; empty: in the report itself.</param>
/// <param name="Confirmation">On whichever of the reports it was given.</param>
internal sealed record SharedFinding(Finding Finding, IReadOnlyList<string> Revisions, YearConfirmation? Confirmation)
{
    /// <summary>The names of the reports of other organs that it is about.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    public bool IsConfirmed => Confirmation is { Holds: true };

    public static SharedFinding Of(AnnualReport on, YearPair pair, YearsCheck check, string id) => new(
        check.Finding! with { Id = id },
        [.. check.Cells.Select(pair.HolderOf).Select(at => at.Report.Id == on.Id ? "" : YearPart.NameOf(at))],
        pair.ConfirmationOf(check));
}
