using StatsService.Continuity;
using StatsService.Log;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>The answer to a write: the report as of that write, for someone who may see all of it.</summary>
internal sealed class ReportAnswers(EventLog log, NeighbourYears neighbours)
{
    public async Task<Wire.Report> Whole(Written<AnnualReport> written, CancellationToken ct)
    {
        var at = new ReportAt(written.State, written.Number);
        return Present(at, await neighbours.Compare(at, written.Number, ct), await log.History(ct));
    }

    /// <summary>Without what the years beside it show: nothing more is read.</summary>
    public async Task<Wire.Report> Alone(Written<AnnualReport> written, CancellationToken ct) =>
        Present(new(written.State, written.Number), YearFindings.None, await log.History(ct));

    private static Wire.Report Present(ReportAt at, YearFindings years, ulong history) =>
        ReportPresenter.Present(at, years, Visibility.Whole, history);
}

/// <summary>The answer on a report that is not stored: as it would stand.</summary>
internal sealed class ReportPreviews(NeighbourYears neighbours)
{
    public async Task<Wire.Report> Of(Filing filing, CancellationToken ct)
    {
        var report = filing.ToReport();
        return ReportPresenter.Preview(filing, report, await neighbours.Compare(report, ct));
    }
}
