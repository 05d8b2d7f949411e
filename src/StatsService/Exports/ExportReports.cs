using System.Runtime.CompilerServices;
using StatsService.Callers;
using StatsService.Exports.Formats;
using StatsService.Failures;
using StatsService.Log;
using StatsService.Reports;
using Wire = Ogi.Stats.V1;

namespace StatsService.Exports;

/// <summary>Exports reports, as they stood at one point: cell by cell, or as their forms print them.</summary>
/// <param name="maxSheets">Of a workbook with a sheet a report: with more, programs take minutes to open it.</param>
internal sealed class ExportReports(
    ReportQuery reports, ReportFilters filters, LogPoints log, HeldPositions positions, Visibilities visibilities,
    ExportSizes sizes, int maxSheets = ExportReports.MaxSheets)
{
    private const int MaxSheets = 1000;

    /// <summary>Reports that are in memory at once.</summary>
    private const int AtOnce = 100;

    /// <summary>Understands the request, and refuses it before anything of the file is made.</summary>
    public async Task<OpenExport> Open(Wire.ExportReportsRequest request, Caller caller, CancellationToken ct)
    {
        var format = ExportFormat.Of(request.Format);
        var selection = await filters.Read(request.Parent, request.Filter ?? new(), ct);
        var point = await log.Resolve(request.Read, ct);
        var size = await sizes.OfReports(selection, point, format, ct);
        var subject = new ExportSubject(
            "ogi-reports", "政府信息公开年度报告",
            new Wire.ExportReportsRequest(request) { Read = new() { Position = point.Position.ToString() } },
            log.Stamp(point));
        if (format.IsOfficial)
        {
            await DemandFew(selection, point.Number, ct);
            return new(subject.Manifest(format, size, []), size, (file, stop) =>
                WriteOfficial(file, subject, Pages(selection, point, caller, stop)));
        }

        return new(subject.Manifest(format, size, CellColumns.All), size, (file, stop) => FlatFile.Write(
            format.Begin(file, CellColumns.All, subject.Facts), CellColumns.All,
            Pages(selection, point, caller, stop).Select(page => page.SelectMany(CellRow.Of))));
    }

    private static async IAsyncEnumerable<long> WriteOfficial(
        Stream file, ExportSubject subject, IAsyncEnumerable<IReadOnlyList<AnnualReport>> pages)
    {
        using var workbook = new OfficialWorkbook(file);
        var rows = 0L;
        await foreach (var page in pages)
        {
            foreach (var report in page)
            {
                workbook.Write(report);
                yield return ++rows;
            }
        }

        workbook.End(subject.Facts);
        yield return rows;
    }

    /// <summary>
    /// The reports by name, without those that the caller may not see any more. A client that hangs up is noticed
    /// between pages, not while one is read: a batch that is cancelled while its statements are being prepared leaves a
    /// connection on which the next call, somebody else's, fails.
    /// </summary>
    private async IAsyncEnumerable<IReadOnlyList<AnnualReport>> Pages(
        ReportSelection selection, LogPoint point, Caller caller, [EnumeratorCancellation] CancellationToken ct)
    {
        var after = "";
        IReadOnlyList<ReportAt> page;
        do
        {
            ct.ThrowIfCancellationRequested();
            page = await reports.Read(selection, point.Number, after, AtOnce, CancellationToken.None);
            var seen = await visibilities.Of(page, caller, CancellationToken.None);
            await positions.DemandHeld(point.Position, point.Histories, ct);
            yield return
            [
                .. page.Zip(seen).Where(each => each.Second != Visibility.Withdrawn).Select(each => each.First.Report),
            ];
            after = page.Count > 0 ? page[^1].Report.Id : after;
        }
        while (page.Count == AtOnce);
    }

    private async Task DemandFew(ReportSelection selection, long number, CancellationToken ct)
    {
        var (count, after) = (0, "");
        IReadOnlyList<ReportAt> page;
        do
        {
            page = await reports.Read(selection, number, after, AtOnce, ct);
            count += page.Count;
            after = page.Count > 0 ? page[^1].Report.Id : after;
        }
        while (page.Count == AtOnce && count <= maxSheets);

        if (count > maxSheets)
        {
            throw Refusals.Invalid("TOO_MANY", "format", new(
                $"EXPORT_FORMAT_XLSX_OFFICIAL每份报告一张工作表，最多{maxSheets}份；请缩小filter，或改用EXPORT_FORMAT_XLSX。",
                $"EXPORT_FORMAT_XLSX_OFFICIAL has a sheet a report, at most {maxSheets}; narrow the filter, or take "
                + "EXPORT_FORMAT_XLSX."));
        }
    }
}
