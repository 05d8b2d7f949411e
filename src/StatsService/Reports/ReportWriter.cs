using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Canonical;
using StatsService.Log;
using StatsService.Telemetry;

namespace StatsService.Reports;

/// <summary>What a write left.</summary>
/// <param name="Report">The report as of this write; of a retry, as of the first time.</param>
/// <param name="Event">The event that it stored, or null where nothing was to be stored.</param>
/// <param name="Number">The number of the report's newest event in the log.</param>
public sealed record Written(AnnualReport Report, IMessage? Event, long Number);

/// <summary>The one way to change a report. Its texts are stored in the same transaction.</summary>
public sealed class ReportWriter(EventWriter writer, StatsMetrics metrics)
{
    /// <param name="decide">The state (null: none) in, the event out; null: nothing to be stored.</param>
    public async Task<Written> Write(
        ReportName name, WriteOrder order, Func<AnnualReport?, IMessage?> decide,
        IReadOnlyCollection<SourceText> texts, CancellationToken ct)
    {
        var written = await writer.Write<AnnualReport>(
            [name.ToString()],
            order,
            states => Task.FromResult(
                new StreamDecision([decide(states[0])], session => Sources.Write(session, texts))),
            ct);
        Count(written[0]);
        return new(written[0].State, written[0].Event, written[0].Number);
    }

    private void Count(Written<AnnualReport> written)
    {
        if (written is { Retried: false, Event: ReportFiled or ReportCorrected })
        {
            foreach (var finding in written.State.Check.Findings)
            {
                metrics.Found(finding.Rule.Id, finding.Strength);
            }
        }
    }
}
