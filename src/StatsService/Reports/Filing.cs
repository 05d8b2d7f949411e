using Ogi.Stats.Store.V1;
using StatsService.Canonical;
using StatsService.Forms;

namespace StatsService.Reports;

/// <summary>The contents of a report that someone wants on file, understood.</summary>
internal sealed record Filing(
    ReportName Name, OrganFacts Organ, ReportHeader Header, ReportContent Content,
    IReadOnlyCollection<SourceText> Texts)
{
    /// <summary>As it would be stored, without metadata. Equal contents give equal messages.</summary>
    public ReportFiled ToEvent()
    {
        var e = new ReportFiled { Organ = Organ, Header = Header };
        e.Tables.Add(Content.Tables.Select(StoredTables.Write));
        e.StatedFigures.Add(Content.StatedFigures.Select(StoredValues.Write));
        return e;
    }

    /// <summary>Whether exactly this stands in <paramref name="report"/>.</summary>
    public bool IsIn(AnnualReport report)
    {
        var e = ToEvent();
        return e.Header.Equals(report.Stored.Header)
            && e.Tables.Equals(report.Stored.Tables)
            && e.StatedFigures.Equals(report.Stored.StatedFigures);
    }

    /// <summary>As it would stand.</summary>
    public AnnualReport ToReport()
    {
        var e = ToEvent();
        e.Meta = new();
        return AnnualReport.Fold(current: null, Name.ToString(), e);
    }
}
