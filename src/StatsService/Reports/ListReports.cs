using Google.Protobuf.WellKnownTypes;
using StatsService.Callers;
using StatsService.Log;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>Lists reports by name, all pages at the point of the first.</summary>
internal sealed class ListReports(
    ReportQuery reports, ReportFilters filters, LogPoints log, Visibilities visibilities, OtherReports others)
{
    public static readonly PageLimit Pages = new(100, 1000);

    /// <summary>With fields that are left out by default.</summary>
    public static readonly PageLimit FullPages = new(100, 100);


    /// <summary>What makes a report large.</summary>
    private static readonly string[] Large =
        ["tables", "stated_figures", "narrative_sections", "findings", "not_assessable"];

    /// <summary>What the rules over several reports have a part in.</summary>
    private static readonly string[] Found = ["findings", "not_assessable", "quality"];

    private static readonly FieldMask WithoutCells = ReadMasks.AllBut(Wire.Report.Descriptor, Large);

    public async Task<Wire.ListReportsResponse> Handle(
        Wire.ListReportsRequest request, Caller caller, CancellationToken ct)
    {
        var mask = ReadMasks.Checked(request.ReadMask, Wire.Report.Descriptor) ?? WithoutCells;
        var size = (Shows(mask, Large) ? FullPages : Pages).Of(request.PageSize);
        var asked = new Wire.ListReportsRequest(request) { PageSize = 0, PageToken = "", Read = null };
        var token = PageToken.Read(request.PageToken, asked, request.Read);
        var selection = await filters.Read(request.Parent, request.Filter ?? new(), ct);
        var point = token is null ? await log.Resolve(request.Read, ct) : await log.At(token.Position, ct);

        var found = await reports.Read(selection, point.Number, token?.After ?? "", size + 1, ct);
        var page = new Page<Wire.Report>(size);
        var response = new Wire.ListReportsResponse { Stamp = log.Stamp(point) };
        var shared = Shows(mask, Found)
            ? await others.Compare(found, point.Number, ct)
            : [.. found.Select(_ => SharedFindings.None)];
        foreach (var (at, beside, visibility) in found.Zip(shared, await visibilities.Of(found, caller, ct)))
        {
            var report = ReportPresenter.Present(at, beside, visibility, point.Histories);
            if (!page.TryAdd(ReadMasks.Apply(mask, report)))
            {
                var last = found[page.Rows.Count - 1].Report.Id;
                response.NextPageToken = new PageToken(point.Position, last).Write(asked, request.Read);
                break;
            }
        }

        response.Reports.Add(page.Rows);
        return response;
    }

    private static bool Shows(FieldMask mask, string[] fields) =>
        mask.Paths.Any(path => fields.Contains(path.Split('.')[0], StringComparer.Ordinal));
}
