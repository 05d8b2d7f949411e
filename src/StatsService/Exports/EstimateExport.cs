using StatsService.Callers;
using StatsService.Failures;
using Wire = Ogi.Stats.V1;

namespace StatsService.Exports;

/// <summary>Says about how large an export would be; what the export would refuse is refused here too.</summary>
internal sealed class EstimateExport(ExportReports reports, ExportFigures figures)
{
    public async Task<Wire.EstimateExportResponse> Handle(
        Wire.EstimateExportRequest request, Caller caller, CancellationToken ct)
    {
        var export = request.ExportCase switch
        {
            Wire.EstimateExportRequest.ExportOneofCase.Reports => await reports.Open(request.Reports, caller, ct),
            Wire.EstimateExportRequest.ExportOneofCase.Figures => await figures.Open(request.Figures, ct),
            _ => throw Refusals.Required("reports"),
        };
        return new()
        {
            ItemCount = export.Size.Items,
            RowCount = export.Size.Rows,
            ByteCount = export.Size.Bytes,
            Stamp = export.Manifest.Stamp,
        };
    }
}
