using StatsService.Callers;
using StatsService.Log;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>The answer to a write: the report as of that write.</summary>
internal sealed class ReportAnswers(HistoryWatch watch, OtherReports others, Visibilities visibilities)
{
    /// <summary>For someone who may not see all of it.</summary>
    public async Task<Wire.Report> For(Caller caller, Written<AnnualReport> written, CancellationToken ct)
    {
        var at = new ReportAt(written.State, written.Number);
        return ReportPresenter.Present(
            at, await others.Compare(at, written.Number, ct), await visibilities.Of(at, caller, ct),
            watch.Current);
    }

    /// <summary>For someone who may.</summary>
    public async Task<Wire.Report> Whole(Written<AnnualReport> written, CancellationToken ct) =>
        await Whole(written, shared: null, ct);

    /// <param name="shared">What other reports show, where it is known.</param>
    public async Task<Wire.Report> Whole(
        Written<AnnualReport> written, SharedFindings? shared, CancellationToken ct)
    {
        var at = new ReportAt(written.State, written.Number);
        return ReportPresenter.Present(
            at, shared ?? await others.Compare(at, written.Number, ct), Visibility.Whole, watch.Current);
    }

    /// <summary>Without its tables and what other reports show: nothing more is read.</summary>
    public Wire.Report Alone(Written<AnnualReport> written) => ReportPresenter.Present(
        new(written.State, written.Number), SharedFindings.None, Visibility.Whole, watch.Current, tables: false);
}

/// <summary>The answer on a report that is not stored: as it would stand.</summary>
internal sealed class ReportPreviews(OtherReports others)
{
    public async Task<Wire.Report> Of(Filing filing, CancellationToken ct)
    {
        var report = filing.ToReport();
        return ReportPresenter.Preview(filing, report, await others.Compare(report, ct));
    }
}
