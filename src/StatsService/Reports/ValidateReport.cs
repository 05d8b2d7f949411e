using StatsService.Callers;
using StatsService.Failures;
using StatsService.Log;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>The whole pipeline of filing, nothing stored.</summary>
internal sealed class ValidateReport(
    FilingIntake intake, ReportReader reader, LogPoints log, ReportPreviews previews)
{
    public async Task<Wire.ValidateReportResponse> Handle(
        Wire.ValidateReportRequest request, Caller caller, CancellationToken ct)
    {
        var response = new Wire.ValidateReportResponse { Stamp = log.Stamp(await log.Resolve(read: null, ct)) };
        try
        {
            var filing = await intake.Read(request.Report, "report", caller, ct);
            response.Report = await previews.Of(filing, ct);
            var onFile = await reader.Newest(filing.Name.ToString(), ct);
            if (onFile is { Report.State: not Wire.ReportState.Withdrawn })
            {
                response.Changes.Add(ReportChanges.Between(onFile.Report.Content, filing.Content));
                FileReport.Decide(onFile.Report, filing);
            }
        }
        catch (Refusal refusal)
        {
            response.Refusal = refusal.ToStatus();
            response.Report ??= await WhatCanBeUnderstood(request, ct);
        }

        return response;
    }

    /// <summary>The findings on the cells that could be understood, where at least organ and year are known.</summary>
    private async Task<Wire.Report?> WhatCanBeUnderstood(Wire.ValidateReportRequest request, CancellationToken ct) =>
        request.Report is not null && await intake.ReadWhatIsPossible(request.Report, ct) is { } filing
            ? await previews.Of(filing, ct)
            : null;
}
