using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Canonical;
using StatsService.Failures;
using StatsService.Log;

namespace StatsService.Reports;

/// <summary>
/// Confirms findings "as published". Bound to the values they have now: with other values they are open again.
/// </summary>
public sealed record ConfirmFinding(ReportName Name, string Etag, IReadOnlyList<string> FindingIds, WriteOrder Order)
{
    public static IMessage Decide(AnnualReport? current, ConfirmFinding command)
    {
        var report = Etags.Demand(current, command.Name.ToString(), command.Etag);
        Transitions.Demand(report, ReportAction.Confirm);
        var findings = report.Check.Findings.ToDictionary(finding => finding.Id, StringComparer.Ordinal);
        var e = new FindingConfirmed();
        foreach (var id in command.FindingIds.Distinct(StringComparer.Ordinal))
        {
            var finding = findings.GetValueOrDefault(id) ?? throw new Refusal(
                Google.Rpc.Code.NotFound, "FINDING_NOT_FOUND", new(
                    $"{report.Id}没有发现“{id}”；现有：{string.Join('、', findings.Keys)}。",
                    $"{report.Id} has no finding '{id}'; it has: {string.Join(", ", findings.Keys)}."));
            e.Findings.Add(new ConfirmedFinding { FindingId = finding.Id, ValuesHash = finding.ValuesHash });
        }

        return e;
    }

    public Task<Written> Handle(ReportWriter writer, CancellationToken ct) =>
        writer.Write(Name, Order, current => Decide(current, this), [], ct);
}
