using StatsService.Forms;
using StatsService.Reports;
using State = Ogi.Stats.V1.ReportState;

namespace StatsService.Continuity;

/// <summary>What the rules over two years find between a report and those of the years beside it.</summary>
internal sealed record YearFindings(IReadOnlyList<YearFinding> Findings, IReadOnlyList<string> NotAssessable)
{
    public static readonly YearFindings None = new([], []);

    /// <param name="organ">What the organ has on file in its year, the one before and the one after.</param>
    public static YearFindings Of(ReportAt at, IEnumerable<ReportAt> organ, FormCatalog catalog)
    {
        var year = at.Report.Year;
        var filed = organ.Where(other => other.Report.Id != at.Report.Id).Append(at).ToLookup(o => o.Report.Year);
        if (at.Report.State == State.Withdrawn || !(filed.Contains(year - 1) || filed.Contains(year + 1)))
        {
            return None;
        }

        var own = YearPart.Of(filed[year], year, catalog);
        var pairs = Pairs(YearPart.Of(filed[year - 1], year - 1, catalog), own)
            .Concat(Pairs(own, YearPart.Of(filed[year + 1], year + 1, catalog)));
        var found = pairs
            .SelectMany(pair => pair.Check(catalog).Select(check => (pair, check, Id: pair.IdOn(at.Report, check))))
            .Where(one => one.Id is not null)
            .ToLookup(one => one.check.Outcome);
        return new(
            [.. found[YearsOutcome.Broken].Select(one => YearFinding.Of(at, one.pair, one.check, one.Id!))],
            [.. found[YearsOutcome.NotAssessable].Select(one => one.Id!)]);
    }

    private static IEnumerable<YearPair> Pairs(
        IReadOnlyDictionary<Scope, YearPart> previous, IReadOnlyDictionary<Scope, YearPart> current) =>
        current.Values.Where(part => previous.ContainsKey(part.Scope))
            .Select(part => new YearPair(previous[part.Scope], part));
}

/// <summary>A finding of two years as one of the reports bears it.</summary>
/// <param name="Revisions">Where each of its cells stands; empty: in the report itself.</param>
/// <param name="Confirmation">On whichever of the reports it was given.</param>
internal sealed record YearFinding(Finding Finding, IReadOnlyList<string> Revisions, YearConfirmation? Confirmation)
{
    public bool IsConfirmed => Confirmation is { Holds: true };

    public static YearFinding Of(ReportAt on, YearPair pair, YearsCheck check, string id) => new(
        check.Finding! with { Id = id },
        [.. check.Cells.Select(pair.HolderOf).Select(at => at.Report.Id == on.Report.Id ? "" : YearPart.NameOf(at))],
        pair.ConfirmationOf(check));
}
