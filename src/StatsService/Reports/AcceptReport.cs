using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Canonical;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Log;

namespace StatsService.Reports;

/// <summary>Accepts a report, once every finding of strength ERROR is corrected or confirmed.</summary>
public sealed record AcceptReport(ReportName Name, string Etag, WriteOrder Order)
{
    public static IMessage Decide(AnnualReport? current, AcceptReport command)
    {
        var report = Etags.Demand(current, command.Name.ToString(), command.Etag);
        Transitions.Demand(report, ReportAction.Accept);
        var open = report.Check.Findings
            .Where(finding => finding.Strength == FindingStrength.Error && !report.IsConfirmed(finding))
            .Select(finding => finding.Id)
            .ToList();
        return open.Count == 0 ? new ReportAccepted() : throw new Refusal(
            Google.Rpc.Code.FailedPrecondition, "OPEN_FINDINGS", new LocalizedText(
                $"{report.Id}有{open.Count}项ERROR未更正也未确认：{string.Join('、', open)}；请先CorrectReport或ConfirmFinding。",
                $"{report.Id} has {open.Count} findings of strength ERROR neither corrected nor confirmed: "
                + $"{string.Join(", ", open)}; use CorrectReport or ConfirmFinding first."))
        {
            Subject = report.Id,
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["findings"] = string.Join(',', open) },
        };
    }

    public Task<Written> Handle(ReportWriter writer, CancellationToken ct) =>
        writer.Write(Name, Order, current => Decide(current, this), [], ct);
}
