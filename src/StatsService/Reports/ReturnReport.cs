using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Forms;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>Sends a report back to its filer (退回). It stays on file.</summary>
internal sealed class ReturnReport(
    ReportNames names, Authorship authorship, ReportWriter writer, ReportAnswers answers, FormCatalog catalog)
{
    public static IMessage Decide(
        AnnualReport? current, string name, string etag, ReportReturned notice, FormCatalog catalog)
    {
        var report = Etags.Demand(current, name, etag);
        Transitions.Demand(report, ReportAction.Return);
        ReturnNotices.Check(notice, report, catalog);
        return notice.Clone();
    }

    public async Task<Wire.ReturnReportResponse> Handle(
        Wire.ReturnReportRequest request, Caller caller, CancellationToken ct)
    {
        var written = await writer.Write(
            RequestKey.Of(caller, request),
            async () =>
            {
                var name = await names.Own(request.Name, "name", ct);
                var notice = ReturnNotices.Read(request.Notice);
                var meta = await authorship.Read(caller, request.Notice.Reason, request.OnBehalfOf, ct);
                return new(
                    name, meta, current => Decide(current, name.ToString(), request.Etag, notice, catalog));
            },
            ct);
        return new() { Report = await answers.Whole(written, ct) };
    }
}
