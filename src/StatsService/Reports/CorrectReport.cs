using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>Replaces the contents of a report on file.</summary>
internal sealed class CorrectReport(
    FilingIntake intake, Authorship authorship, ReportWriter writer, ReportAnswers answers, ReportPreviews previews)
{
    /// <returns>
    /// The event, or null where nothing changes; a returned report is answered also without a change.
    /// </returns>
    public static IMessage? Decide(AnnualReport? current, Filing filing, string etag)
    {
        var report = Etags.Demand(current, filing.Name.ToString(), etag, "report.etag");
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

    public async Task<Wire.CorrectReportResponse> Handle(
        Wire.CorrectReportRequest request, Caller caller, CancellationToken ct)
    {
        if (request.ValidateOnly)
        {
            return await Preview(request, caller, ct);
        }

        var written = await writer.Write(
            RequestKey.Of(caller, request), async () => (await Plan(request, caller, ct)).Plan, ct);
        return Response(await answers.Whole(written, ct), written.Before, written.Event);
    }

    /// <summary>What it would do; nothing is stored.</summary>
    private async Task<Wire.CorrectReportResponse> Preview(
        Wire.CorrectReportRequest request, Caller caller, CancellationToken ct)
    {
        var meant = new Wire.CorrectReportRequest(request) { ValidateOnly = false };
        await writer.CheckUnused(RequestKey.Of(caller, meant), ct);
        var (filing, plan) = await Plan(request, caller, ct);
        var (before, e) = await writer.Preview(plan, ct);
        return Response(await previews.Of(filing, ct), before, e);
    }

    private async Task<(Filing Filing, ReportPlan Plan)> Plan(
        Wire.CorrectReportRequest request, Caller caller, CancellationToken ct)
    {
        var filing = await intake.Read(request.Report, "report", caller, ct);
        Authorship.DemandReason(request.Reason);
        var meta = await authorship.Read(caller, request.Reason, request.OnBehalfOf, ct);
        return (filing, new(filing.Name, meta, current => Decide(current, filing, request.Report.Etag))
        {
            Texts = filing.Texts,
        });
    }

    private static Wire.CorrectReportResponse Response(Wire.Report report, AnnualReport? before, IMessage? e) => new()
    {
        Report = report,
        Changed = e is not null,
        Changes = { ReportChanges.Cells(before?.Stored, e) },
        ChangedFields = { ReportChanges.Fields(before?.Stored, e) },
    };
}
