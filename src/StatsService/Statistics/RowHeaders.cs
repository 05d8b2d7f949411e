using StatsService.Canonical;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Reports;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>The heads of rows: whom they are about, what they are made of, how good it is.</summary>
/// <param name="histories">The histories of the log.</param>
internal sealed class RowHeaders(SeriesBreaks breaks, IReadOnlyList<string> indicators, Histories histories)
{
    /// <summary>The head of a row that some report states.</summary>
    public Wire.FigureHeader Stated(
        Organ organ, int year, CountingPart part, FigureUse use, IReadOnlyList<SeriesPoint> before)
    {
        var report = part.At.Report;
        var header = Reported(organ, year, part.At, part.Part.Scope);
        header.Forms.Add(use.Forms.Select(form => "forms/" + form));
        header.Sections.Add(use.Sections);
        header.Origin = use.Origin;
        header.Quality = WireFindings.Quality([.. report.Check.Findings.Where(use.IsTouchedBy)], report.IsConfirmed);
        header.Breaks.Add(breaks.Find(organ, new(year, part.Part.Scope, use.Forms), before, indicators));
        return header;
    }

    /// <summary>The head of a row whose report gives none of the figures.</summary>
    public Wire.FigureHeader Reported(Organ organ, int year, ReportAt at, Scope scope)
    {
        var header = Missing(organ, year);
        header.Scope = (Wire.Scope)scope;
        header.Revision = $"{at.Report.Id}/revisions/{at.Report.Version}";
        header.State = at.Report.State;
        header.CopyOf = at.Report.CopyOf ?? "";
        header.ChangedPosition = Position.Of(histories, at.Number, at.Report.Stored.Hash).ToString();
        return header;
    }

    /// <summary>The head of a row without a report.</summary>
    public static Wire.FigureHeader Missing(Organ organ, int year) => new()
    {
        Organ = organ.Id,
        Title = organ.TitleIn(year),
        Year = year,
    };
}
