using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>The answer to a write: the report as of that write, for someone who may see all of it.</summary>
public sealed class ReportAnswers(ReportPresenter presenter)
{
    public Task<Wire.Report> Full(Written written, CancellationToken ct) =>
        presenter.Present(new ReportAt(written.Report, written.Number), Visibility.Whole, ct);
}
