using System.Globalization;
using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Log;
using StatsService.Registry;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>Lists what happened to a report, newest first.</summary>
public sealed class ListReportRevisions(
    EventStreams streams, EventLog log, EventInfos infos, OrganDirectory organs, AccessCheck access)
{
    private const int DefaultSize = 50;
    private const int MaxSize = 200;

    public async Task<Wire.ListReportRevisionsResponse> Handle(
        Wire.ListReportRevisionsRequest request, Caller caller, CancellationToken ct)
    {
        var name = await ReportNames.Own(request.Parent, "parent", organs, ct);
        var asked = new Wire.ListReportRevisionsRequest(request) { PageSize = 0, PageToken = "" };
        var token = PageToken.Read(request.PageToken, asked);
        var size = PageSize.Of(request.PageSize, DefaultSize, MaxSize);

        var point = await log.Resolve(read: null, ct);
        var events = await streams.Events(name.ToString(), ct);
        if (events.Count == 0)
        {
            throw Refusals.NotFound("REPORT_NOT_FOUND", name.ToString());
        }

        var number = token?.Number ?? Math.Max(point.Number, events[^1].Number);
        var restricted = !await access.SeesRestricted(caller, name.Organ, ct);
        var revisions = (await Revisions(name.ToString(), events, number, restricted, ct))
            .Where(revision => request.Cell.Length == 0 || revision.Changes.Any(change => change.Cell == request.Cell))
            .Where(revision =>
                token is null || Version(revision) < long.Parse(token.After, CultureInfo.InvariantCulture))
            .OrderByDescending(Version)
            .ToList();

        var response = new Wire.ListReportRevisionsResponse { Stamp = await log.Stamp(number, ct) };
        response.Revisions.Add(revisions.Take(size));
        if (revisions.Count > size)
        {
            var last = Version(revisions[size - 1]).ToString(CultureInfo.InvariantCulture);
            response.NextPageToken = new PageToken(number, last).Write(asked);
        }

        return response;
    }

    private static long Version(Wire.Revision revision) =>
        long.Parse(revision.Name.AsSpan(revision.Name.LastIndexOf('/') + 1), CultureInfo.InvariantCulture);

    private async Task<List<Wire.Revision>> Revisions(
        string name, IReadOnlyList<LoggedEvent> all, long number, bool restricted, CancellationToken ct)
    {
        var withdrawn = all.LastOrDefault(e => e.Data is ReportWithdrawn)?.Version ?? 0;
        var revisions = new List<Wire.Revision>();
        AnnualReport? report = null;
        foreach (var e in all.TakeWhile(e => e.Number <= number))
        {
            report = AnnualReport.Fold(report, name, e.Data);
            var revision = new Wire.Revision
            {
                Name = $"{name}/revisions/{e.Version}",
                Kind = Kind(e.Data),
                State = report.State,
                Event = await infos.Describe(
                    e.Data.Meta(), EventMetas.Hash(e.Data), e.Number, restricted && IsRestricted(e.Data), ct),
                ReturnNotice = restricted ? null : ReportPresenter.Notice(e.Data as ReportReturned),
            };
            if (!restricted || e.Version > withdrawn)
            {
                revision.Changes.Add(ReportChanges.Of(e.Data));
                revision.ConfirmedFindings.Add(
                    (e.Data as FindingConfirmed)?.Findings.Select(finding => finding.FindingId) ?? []);
            }

            revisions.Add(revision);
        }

        return revisions;
    }

    private static bool IsRestricted(IMessage e) => e is ReportReturned or FindingConfirmed;

    private static Wire.ChangeKind Kind(IMessage e) => e switch
    {
        ReportFiled => Wire.ChangeKind.Filed,
        ReportCorrected => Wire.ChangeKind.Corrected,
        ReportReturned => Wire.ChangeKind.Returned,
        ReportAccepted => Wire.ChangeKind.Accepted,
        FindingConfirmed => Wire.ChangeKind.FindingConfirmed,
        ReportWithdrawn => Wire.ChangeKind.Withdrawn,
        _ => throw new InvalidOperationException($"{e.Descriptor.Name} is no event of a report."),
    };
}
