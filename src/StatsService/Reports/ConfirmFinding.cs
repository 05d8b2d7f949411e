using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Continuity;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>
/// Confirms findings "as published". Bound to the values they have now: with other values they are open again.
/// </summary>
internal sealed class ConfirmFinding(
    ReportNames names, Authorship authorship, ReportWriter writer, ReportAnswers answers, NeighbourYears neighbours,
    FormCatalog catalog)
{
    private const int MaxFindings = 100;

    /// <param name="years">What is found between a report and the years beside it.</param>
    public static IMessage Decide(
        AnnualReport? current, string name, string etag, IEnumerable<string> findingIds,
        Func<AnnualReport, YearFindings> years)
    {
        var report = Etags.Demand(current, name, etag);
        Transitions.Demand(report, ReportAction.Confirm);
        var findings = report.Check.Findings.Concat(years(report).Findings.Select(shared => shared.Finding))
            .ToDictionary(finding => finding.Id, StringComparer.Ordinal);
        var e = new FindingConfirmed();
        foreach (var id in findingIds.Distinct(StringComparer.Ordinal))
        {
            var finding = findings.GetValueOrDefault(id) ?? throw new Refusal(
                Google.Rpc.Code.NotFound, "FINDING_NOT_FOUND", new(
                    $"{report.Id}没有发现“{id}”；现有：{string.Join('、', findings.Keys)}。",
                    $"{report.Id} has no finding '{id}'; it has: {string.Join(", ", findings.Keys)}."));
            e.Findings.Add(new ConfirmedFinding { FindingId = finding.Id, ValuesHash = finding.ValuesHash });
        }

        return e;
    }

    public async Task<Wire.ConfirmFindingResponse> Handle(
        Wire.ConfirmFindingRequest request, Caller caller, CancellationToken ct)
    {
        var written = await writer.Write(
            RequestKey.Of(caller, request),
            async () =>
            {
                var name = await names.Own(request.Name, "name", ct);
                Authorship.DemandReason(request.Reason);
                if (request.FindingIds.Count is 0 or > MaxFindings)
                {
                    throw request.FindingIds.Count == 0
                        ? Refusals.Required("finding_ids")
                        : Refusals.TooMany("finding_ids", request.FindingIds.Count, MaxFindings);
                }

                var meta = await authorship.Read(caller, request.Reason, request.OnBehalfOf, ct);
                var beside = await neighbours.Beside(name, ct);
                return new(name, meta, current => Decide(
                    current, name.ToString(), request.Etag, request.FindingIds,
                    report => YearFindings.Of(new(report, 0), beside, catalog)));
            },
            ct);
        return new() { Report = await answers.Whole(written, ct) };
    }
}
