using System.Security.Cryptography;
using System.Text;
using Ogi.Stats.Store.V1;
using StatsService.Continuity;
using StatsService.Forms;

namespace StatsService.Reports;

/// <summary>What the rules find between a report and others: of the organ itself, or of other organs.</summary>
internal sealed record SharedFindings(IReadOnlyList<SharedFinding> Findings, IReadOnlyList<string> NotAssessable)
{
    public static readonly SharedFindings None = new([], []);
}

/// <summary>A finding of several reports as one of them bears it.</summary>
/// <param name="Revisions">Where each of its cells stands; empty: in the report itself.</param>
/// <param name="Confirmation">On whichever of the reports it was given.</param>
internal sealed record SharedFinding(
    Finding Finding, IReadOnlyList<string> Revisions, SharedConfirmation? Confirmation)
{
    /// <summary>The names of the other reports for the year that it is about.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    public bool IsConfirmed => Confirmation is { Holds: true };

    public static SharedFinding Of(AnnualReport on, YearPair pair, YearsCheck check, string id) => new(
        check.Finding! with { Id = id },
        [.. check.Cells.Select(pair.HolderOf).Select(at => at.Report.Id == on.Id ? "" : YearPart.NameOf(at))],
        pair.ConfirmationOf(check));

    /// <summary>Of all that it was found on.</summary>
    public static string Hash(IEnumerable<string> lines) => Convert.ToHexStringLower(
        SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))))[..16];
}

/// <summary>Someone's word on a finding of several reports.</summary>
/// <param name="Report">The report that it was given on.</param>
/// <param name="Holds">It was given for the values of now.</param>
internal sealed record SharedConfirmation(StoredConfirmation Stored, string Report, bool Holds)
{
    /// <summary>One for the values of now, else the newest.</summary>
    /// <param name="bearers">The reports that it may have been given on, with its id on each.</param>
    public static SharedConfirmation? Of(IEnumerable<(AnnualReport Report, string Id)> bearers, string hash) => bearers
        .Select(bearer => (bearer.Report.Id, Given: bearer.Report.Confirmation(bearer.Id)))
        .Where(one => one.Given is not null)
        .Select(one => new SharedConfirmation(one.Given!, one.Id, one.Given!.ValuesHash == hash))
        .OrderByDescending(given => given.Holds).ThenByDescending(given => given.Stored.TimeMicros)
        .FirstOrDefault();
}
