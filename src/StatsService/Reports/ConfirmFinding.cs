using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>
/// Confirms findings "as published". Bound to the values they have now: with other values they are open again.
/// </summary>
internal sealed class ConfirmFinding(
    ReportNames names, Authorship authorship, ReportWriter writer, ReportAnswers answers, OtherReports others)
{
    private const int MaxFindings = 100;

    /// <param name="shared">What is found between a report and others.</param>
    public static IMessage Decide(
        AnnualReport? current, string name, Wire.ConfirmFindingRequest request,
        Func<AnnualReport, SharedFindings> shared)
    {
        var report = Etags.Demand(current, name, request.Etag);
        Transitions.Demand(report, ReportAction.Confirm);
        var findings = report.Check.Findings.Concat(shared(report).Findings.Select(found => found.Finding))
            .ToDictionary(finding => finding.Id, StringComparer.Ordinal);
        var e = new FindingConfirmed();
        foreach (var (id, i) in request.FindingIds.Select((id, i) => (id, i)).DistinctBy(
            one => one.id, StringComparer.Ordinal))
        {
            var finding = findings.GetValueOrDefault(id) ?? throw new Refusal(
                Google.Rpc.Code.NotFound, "FINDING_NOT_FOUND", new(
                    $"{report.Id}没有发现“{id}”；现有：{string.Join('、', findings.Keys)}。",
                    $"{report.Id} has no finding '{id}'; it has: {string.Join(", ", findings.Keys)}."));
            if (request.ValuesHashes.Count > 0 && request.ValuesHashes[i] != finding.ValuesHash)
            {
                throw Stale(id, finding.ValuesHash);
            }

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
                CheckFindings(request);
                var meta = await authorship.Read(caller, request.Reason, request.OnBehalfOf, ct);
                var shared = await others.Against(name, ct);
                return new(name, meta, current => Decide(current, name.ToString(), request, shared));
            },
            ct);
        return new() { Report = await answers.Whole(written, ct) };
    }

    private static void CheckFindings(Wire.ConfirmFindingRequest request)
    {
        var (ids, hashes) = (request.FindingIds.Count, request.ValuesHashes.Count);
        if (ids is 0 or > MaxFindings)
        {
            throw ids == 0 ? Refusals.Required("finding_ids") : Refusals.TooMany("finding_ids", ids, MaxFindings);
        }

        if (hashes > 0 && hashes != ids)
        {
            throw Refusals.InvalidValue(
                "values_hashes",
                $"values_hashes应与finding_ids一一对应（{ids}项），或者留空；现有{hashes}项。",
                $"values_hashes has one for each of finding_ids ({ids}), or is left out; there are {hashes}.");
        }
    }

    private static Refusal Stale(string finding, string hash) => new(
        Google.Rpc.Code.Aborted, "STALE_FINDING", new(
            $"“{finding}”所涉数值已有变化（可能是另一份报告已更正）；请重新读取后再确认。",
            $"The values of '{finding}' have changed (another report may have been corrected); "
            + "read it again."))
    {
        Metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["finding"] = finding,
            ["values_hash"] = hash,
        },
    };
}
