using System.Globalization;
using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>Accepts a report, once every finding of strength ERROR is corrected or confirmed.</summary>
internal sealed class AcceptReport(ReportNames names, Authorship authorship, ReportWriter writer, ReportAnswers answers)
{
    /// <summary>Findings that the refusal names for programs and tells people: it travels in a header.</summary>
    private const int MaxNamed = 20;
    private const int MaxTold = 5;

    public static IMessage Decide(AnnualReport? current, string name, string etag)
    {
        var report = Etags.Demand(current, name, etag);
        Transitions.Demand(report, ReportAction.Accept);
        var open = report.Check.Findings
            .Where(finding => finding.Strength == FindingStrength.Error && !report.IsConfirmed(finding))
            .Select(finding => finding.Id)
            .ToList();
        var (told, more) = (open.Take(MaxTold).ToList(), open.Count > MaxTold);
        return open.Count == 0 ? new ReportAccepted() : throw new Refusal(
            Google.Rpc.Code.FailedPrecondition, "OPEN_FINDINGS", new LocalizedText(
                $"{report.Id}有{open.Count}项ERROR未更正也未确认："
                + $"{string.Join('、', told)}{(more ? "等" : "")}；请先CorrectReport或ConfirmFinding。",
                $"{report.Id} has {open.Count} findings of strength ERROR neither corrected nor confirmed: "
                + $"{string.Join(", ", told)}{(more ? " …" : "")}; use CorrectReport or ConfirmFinding first."))
        {
            Subject = report.Id,
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["findings"] = string.Join(',', open.Take(MaxNamed)),
                ["finding_count"] = open.Count.ToString(CultureInfo.InvariantCulture),
            },
        };
    }

    public async Task<Wire.AcceptReportResponse> Handle(
        Wire.AcceptReportRequest request, Caller caller, CancellationToken ct)
    {
        var written = await writer.Write(
            RequestKey.Of(caller, request),
            async () =>
            {
                var name = await names.Own(request.Name, "name", ct);
                Authorship.CheckReason(request.Reason);
                var meta = await authorship.Read(caller, request.Reason, request.OnBehalfOf, ct);
                return new(name, meta, current => Decide(current, name.ToString(), request.Etag));
            },
            ct);
        return new() { Report = await answers.Whole(written, ct) };
    }
}
