using Google.Protobuf.WellKnownTypes;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Registry;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>Lists reports by name, all pages at the point of the first.</summary>
public sealed class ListReports(
    ReportQuery reports, EventLog log, OrganDirectory organs, ReportPresenter presenter, Visibilities visibilities)
{
    private const int DefaultSize = 100;
    private const int MaxSize = 1000;
    private const int MaxSizeWithCells = 100;
    private const int MaxDivisions = 100;

    private static readonly FieldMask WithoutCells = ReadMasks.AllBut(
        Wire.Report.Descriptor, "tables", "stated_figures", "narrative_sections", "findings", "not_assessable");

    public async Task<Wire.ListReportsResponse> Handle(
        Wire.ListReportsRequest request, Caller caller, CancellationToken ct)
    {
        var chosen = ReadMasks.Checked(request.ReadMask, Wire.Report.Descriptor);
        var mask = chosen ?? WithoutCells;
        var size = PageSize.Of(request.PageSize, DefaultSize, chosen is null ? MaxSize : MaxSizeWithCells);
        var asked = new Wire.ListReportsRequest(request) { PageSize = 0, PageToken = "" };
        var token = PageToken.Read(request.PageToken, asked);
        var number = token?.Number ?? (await log.Resolve(request.Read, ct)).Number;
        var selection = await Select(request, ct);

        var found = await reports.Read(selection, number, token?.After ?? "", size + 1, ct);
        var response = new Wire.ListReportsResponse { Stamp = await log.Stamp(number, ct) };
        foreach (var (at, visibility) in found.Take(size).Zip(await visibilities.Of(found, caller, ct)))
        {
            response.Reports.Add(ReadMasks.Apply(mask, await presenter.Present(at, visibility, ct)));
        }

        if (found.Count > size)
        {
            response.NextPageToken = new PageToken(number, found[size - 1].Report.Id).Write(asked);
        }

        return response;
    }

    private async Task<ReportSelection> Select(Wire.ListReportsRequest request, CancellationToken ct)
    {
        var filter = request.Filter ?? new();
        string[] parent = request.Parent is "" or "organs/-" ? [] : [request.Parent];
        if (filter.Divisions.Count > MaxDivisions)
        {
            throw Refusals.TooMany("filter.divisions", filter.Divisions.Count, MaxDivisions);
        }

        var form = filter.Form.Length == 0 ? "" : ResourceIds.Parse("forms", filter.Form, "filter.form");
        if (form.Length > 0 && !FormCatalog.Default.Forms.ContainsKey(form))
        {
            throw Refusals.Invalid("UNKNOWN_FORM", "filter.form", new(
                $"没有格式“{filter.Form}”；现有：{string.Join('、', FormCatalog.Default.Forms.Keys)}。",
                $"There is no form '{filter.Form}'; there are: {string.Join(", ", FormCatalog.Default.Forms.Keys)}."));
        }

        return new(
            await organs.Ids(parent, "parent", ct),
            await organs.Divisions(filter.Divisions, "filter.divisions", ct),
            filter.FirstYear, filter.LastYear, (Scope)filter.Scope, form, [.. filter.States],
            (FindingStrength)filter.MinStrength);
    }
}
