using System.Globalization;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Forms.Understanding;
using StatsService.Log;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>Lists what happened to a report, newest first.</summary>
internal sealed class ListReportRevisions(
    EventStreams streams, LogPoints log, ReportNames names, AccessCheck access, FormCatalog catalog)
{
    public static readonly PageLimit Pages = new(50, 200);

    private const int MaxCell = 100;

    public async Task<Wire.ListReportRevisionsResponse> Handle(
        Wire.ListReportRevisionsRequest request, Caller caller, CancellationToken ct)
    {
        var name = await names.Own(request.Parent, "parent", ct);
        CheckCell(request.Cell);
        var asked = new Wire.ListReportRevisionsRequest(request) { PageSize = 0, PageToken = "" };
        var token = PageToken.Read(request.PageToken, asked);
        var size = Pages.Of(request.PageSize);

        var point = token is null ? await log.Resolve(read: null, ct) : await log.At(token.Position, ct);
        var events = await streams.Events(name.ToString(), ct);
        if (events.Count == 0)
        {
            throw Refusals.NotFound("REPORT_NOT_FOUND", name.ToString());
        }

        point = token is null ? await log.Including(point, events[^1].Number, ct) : point;
        var restricted = !await access.SeesRestricted(caller, name.Organ, ct);
        var history = new ReportHistory(name.ToString(), events, restricted);
        var page = new Page<Wire.Revision>(size);
        var response = new Wire.ListReportRevisionsResponse { Stamp = log.Stamp(point) };
        foreach (var version in history.Versions(point.Number, token is null ? long.MaxValue : After(token)))
        {
            var revision = history.Present(version, request.Cell, point.Histories);
            if (revision is not null && !page.TryAdd(revision))
            {
                var last = page.Rows[^1].Name.Split('/')[^1];
                response.NextPageToken = new PageToken(point.Position, last).Write(asked);
                break;
            }
        }

        response.Revisions.Add(page.Rows);
        return response;
    }

    private static long After(PageToken token) =>
        long.TryParse(token.After, NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? version
            : throw Refusals.PageTokenMismatch();

    private void CheckCell(string cell)
    {
        if (cell.Length > MaxCell)
        {
            throw Refusals.TooLong("cell", cell.Length, MaxCell);
        }

        if (cell.Length > 0 && !catalog.Forms.Values.Any(form => form.Cells.ContainsKey(cell)))
        {
            var codes = catalog.Forms.Values.SelectMany(form => form.Cells.Keys).Distinct(StringComparer.Ordinal);
            throw Refusals.Unknown("UNKNOWN_CELL", "cell", cell, NearestName.Of(cell, codes));
        }
    }
}
