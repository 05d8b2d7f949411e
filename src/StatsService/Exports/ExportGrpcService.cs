using Grpc.Core;
using StatsService.Callers;
using Wire = Ogi.Stats.V1;

namespace StatsService.Exports;

/// <summary>The adapter: it decides nothing.</summary>
internal sealed class ExportGrpcService(
    CallerFactory callers, ExportReports reports, ExportFigures figures, EstimateExport estimate, ExportParts parts)
    : Wire.ExportService.ExportServiceBase
{
    public override async Task ExportReports(
        Wire.ExportReportsRequest request, IServerStreamWriter<Wire.ExportReportsResponse> responseStream,
        ServerCallContext context)
    {
        var ct = context.CancellationToken;
        var export = await reports.Open(request, callers.From(context), ct);
        await foreach (var part in parts.Of(export, ct))
        {
            await responseStream.WriteAsync(new() { Part = part }, ct);
        }
    }

    public override async Task ExportFigures(
        Wire.ExportFiguresRequest request, IServerStreamWriter<Wire.ExportFiguresResponse> responseStream,
        ServerCallContext context)
    {
        var ct = context.CancellationToken;
        var export = await figures.Open(request, ct);
        await foreach (var part in parts.Of(export, ct))
        {
            await responseStream.WriteAsync(new() { Part = part }, ct);
        }
    }

    public override Task<Wire.EstimateExportResponse> EstimateExport(
        Wire.EstimateExportRequest request, ServerCallContext context) =>
        estimate.Handle(request, callers.From(context), context.CancellationToken);
}
