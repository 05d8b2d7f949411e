using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Log;

namespace StatsService.Reports;

/// <summary>Replaces the contents of a report on file.</summary>
public sealed record CorrectReport(Filing Filing, string Etag, WriteOrder Order)
{
    /// <returns>
    /// The event, or null where nothing changes; a returned report is answered also without a change.
    /// </returns>
    public static IMessage? Decide(AnnualReport? current, Filing filing, string etag)
    {
        var report = Etags.Demand(current, filing.Name.ToString(), etag);
        Transitions.Demand(report, ReportAction.Correct);
        if (filing.IsIn(report) && !Transitions.AnswersWithoutChange(report.State))
        {
            return null;
        }

        var e = new ReportCorrected { Header = filing.Header };
        e.Changes.Add(TableChanges.Between(report.Content.Tables, filing.Content.Tables));
        e.StatedFigures.Add(filing.Content.StatedFigures.Select(StoredValues.Write));
        return e;
    }

    public Task<Written> Handle(ReportWriter writer, CancellationToken ct) =>
        writer.Write(Filing.Name, Order, current => Decide(current, Filing, Etag), Filing.Texts, ct);
}
