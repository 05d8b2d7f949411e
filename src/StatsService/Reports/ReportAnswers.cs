using StatsService.Log;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>The answer to a write: the report as of that write, for someone who may see all of it.</summary>
internal sealed class ReportAnswers(EventLog log)
{
    public async Task<Wire.Report> Whole(Written<AnnualReport> written, CancellationToken ct) =>
        ReportPresenter.Present(
            new ReportAt(written.State, written.Number), Visibility.Whole, await log.History(ct));
}
