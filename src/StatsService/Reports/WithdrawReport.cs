using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>Takes a report back (撤回): out of all statistics, kept in the history.</summary>
internal sealed class WithdrawReport(
    ReportNames names, Authorship authorship, ReportWriter writer, ReportAnswers answers)
{
    public static IMessage Decide(AnnualReport? current, string name, string etag)
    {
        Transitions.Demand(Etags.Demand(current, name, etag), ReportAction.Withdraw);
        return new ReportWithdrawn();
    }

    public async Task<Wire.WithdrawReportResponse> Handle(
        Wire.WithdrawReportRequest request, Caller caller, CancellationToken ct)
    {
        var written = await writer.Write(
            RequestKey.Of(caller, request),
            async () =>
            {
                var name = await names.Own(request.Name, "name", ct);
                Authorship.DemandReason(request.Reason);
                var meta = await authorship.Read(caller, request.Reason, request.OnBehalfOf, ct);
                return new(name, meta, current => Decide(current, name.ToString(), request.Etag));
            },
            ct);
        return new() { Report = await answers.Whole(written, ct) };
    }
}
