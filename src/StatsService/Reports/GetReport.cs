using StatsService.Callers;
using StatsService.Failures;
using StatsService.Log;
using StatsService.Registry;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>Gets a report as it is, or as it was at a revision, a position or a time.</summary>
public sealed class GetReport(
    ReportReader reader, EventLog log, OrganDirectory organs, ReportPresenter presenter, Visibilities visibilities)
{
    public async Task<Wire.GetReportResponse> Handle(Wire.GetReportRequest request, Caller caller, CancellationToken ct)
    {
        var mask = ReadMasks.Checked(request.ReadMask, Wire.Report.Descriptor);
        var name = (await ReportNames.Own(request.Name, "name", organs, ct)).ToString();
        if (request.Revision != 0 && request.Read is not null)
        {
            throw Refusals.InvalidValue(
                "revision",
                "revision与read不能同时使用；请只保留其一。",
                "revision and read cannot be used together; keep one of them.");
        }

        var point = await log.Resolve(request.Read, ct);
        var newest = await reader.Newest(name, ct);
        var at = (request.Revision, point.IsCurrent) switch
        {
            (0, true) => newest,
            (0, false) => await reader.AsOf(name, point.Number, ct),
            (var revision, _) => await reader.AtRevision(name, revision, ct),
        };
        if (at is null || newest is null)
        {
            throw Missing(name, request);
        }

        var visibility = await visibilities.Of(at, caller, ct);
        return new()
        {
            Report = ReadMasks.Apply(mask, await presenter.Present(at, visibility, ct)),

            // A change that is newer than the settled log is shown all the same; then the answer stands at that change.
            Stamp = await log.Stamp(point.IsCurrent ? Math.Max(point.Number, newest.Number) : point.Number, ct),
        };
    }

    private static Refusal Missing(string name, Wire.GetReportRequest request) => request switch
    {
        { Revision: > 0 } => Refusals.NotFound("REPORT_NOT_FOUND", $"{name}/revisions/{request.Revision}"),
        _ => Refusals.NotFound("REPORT_NOT_FOUND", name),
    };
}
