using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Reports;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Copies;

/// <summary>Takes the mark of a copy away: its figures count again.</summary>
internal sealed class UnmarkCopy(ReportNames names, Authorship authorship, ReportWriter writer, ReportAnswers answers)
{
    public static IMessage Decide(AnnualReport? current, string name, string etag)
    {
        var report = Etags.Demand(current, name, etag);
        Transitions.Demand(report, ReportAction.UnmarkCopy);
        return report.CopyOf is not null ? new ReportUnmarkedCopy() : throw new Refusal(
            Google.Rpc.Code.FailedPrecondition, "NOT_A_COPY", new(
                $"{report.Id}没有被标记为副本，无需取消；copy_of非空的报告才可UnmarkCopy。",
                $"{report.Id} is not marked a copy, so there is nothing to take away; UnmarkCopy is for reports whose "
                + "copy_of is set."))
        {
            Subject = report.Id,
        };
    }

    public async Task<Wire.UnmarkCopyResponse> Handle(
        Wire.UnmarkCopyRequest request, Caller caller, CancellationToken ct)
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
        return new() { Report = await answers.For(caller, written, ct) };
    }
}
