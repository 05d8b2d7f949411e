using StatsService.Callers;
using StatsService.Failures;
using StatsService.Log;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>Gets a report as it is, or as it was at a revision, a position or a time.</summary>
internal sealed class GetReport(
    ReportReader reader, LogPoints log, ReportNames names, Visibilities visibilities, OtherReports others)
{
    public async Task<Wire.GetReportResponse> Handle(Wire.GetReportRequest request, Caller caller, CancellationToken ct)
    {
        var mask = ReadMasks.Checked(request.ReadMask, Wire.Report.Descriptor);
        var name = (await names.Own(request.Name, "name", ct)).ToString();
        CheckRevision(request);
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
            throw Refusals.NotFound(
                "REPORT_NOT_FOUND", request.Revision == 0 ? name : $"{name}/revisions/{request.Revision}");
        }

        var visibility = await visibilities.Of(at, caller, ct);
        var shown = point.IsCurrent ? await log.Including(point, newest.Number, ct) : point;
        var shared = await others.Compare(at, shown.Number, ct);
        return new()
        {
            Report = ReadMasks.Apply(mask, ReportPresenter.Present(at, shared, visibility, point.Histories)),
            Stamp = log.Stamp(shown),
        };
    }

    private static void CheckRevision(Wire.GetReportRequest request)
    {
        if (request.Revision < 0)
        {
            throw Refusals.InvalidValue(
                "revision",
                $"revision不能为负数（{request.Revision}）；第一版是1。",
                $"revision cannot be negative ({request.Revision}); the first one is 1.");
        }

        if (request.Revision != 0 && request.Read is not null)
        {
            throw Refusals.InvalidValue(
                "revision",
                "revision与read不能同时使用；请只保留其一。",
                "revision and read cannot be used together; keep one of them.");
        }
    }
}
