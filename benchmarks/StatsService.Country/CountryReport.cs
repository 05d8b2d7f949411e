using StatsService.Canonical;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Country;

/// <summary>What became of a report.</summary>
public enum Fate
{
    Filed,

    /// <summary>Published after its deadline.</summary>
    Late,

    /// <summary>Published later and corrected: <see cref="CountryReport.Correction"/>.</summary>
    Corrected,

    /// <summary>Filed, then withdrawn.</summary>
    Withdrawn,

    /// <summary>Not expected of that organ in that year: nothing is filed.</summary>
    Exempt,

    /// <summary>Expected, but never filed.</summary>
    Missing,
}

/// <summary>A report of the country, with what is known of it.</summary>
/// <param name="Content">What is filed (first).</param>
/// <param name="Spoilt">The rule that it was made to break. Null: none.</param>
/// <param name="MustFire">
/// Its label: the exact ids of the findings on it alone, in their order by name. What is found beside other reports is
/// told by <see cref="KnownYears"/>, <see cref="KnownSections"/> and <see cref="KnownCopies"/>.
/// </param>
/// <param name="Correction">What it is corrected to, where it is.</param>
public sealed record CountryReport(
    CountryOrgan Organ, ReportContent Content, Fate Fate, DateOnly Published, string? Spoilt,
    IReadOnlyList<string> MustFire, ReportContent? Correction)
{
    public ReportName Name => new(Organ.Id, Content.Year, Content.Scope);

    /// <summary>The report that it is marked a copy of: as first filed both have the same tables.</summary>
    public CountryReport? CopyOf { get; init; }

    /// <summary>What is on file in the end. Null: it was never filed, or withdrawn.</summary>
    public ReportContent? OnFile => IsFiled && Fate != Fate.Withdrawn ? Correction ?? Content : null;

    /// <summary>Whether it is ever filed.</summary>
    public bool IsFiled => Fate is not (Fate.Exempt or Fate.Missing);

    /// <summary>As FileReport takes it.</summary>
    public Wire.Report ToMessage() => ToMessage(Content);

    /// <summary>As CorrectReport takes it, but for the etag.</summary>
    public Wire.Report ToMessage(ReportContent content)
    {
        var wire = new Wire.Report
        {
            Name = Name.ToString(),
            Title = $"{Organ.Title}{content.Year}年政府信息公开工作年度报告",
            PublicationDate = new() { Year = Published.Year, Month = Published.Month, Day = Published.Day },
        };
        WireContent.Write(content, wire);
        return wire;
    }
}
