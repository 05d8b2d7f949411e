using StatsService.Forms;
using StatsService.Forms.Measuring;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>
/// Proactive disclosure, administrative actions, fees: table 2, the rest of the 2014 form, local rows.
/// </summary>
internal sealed class QueryDisclosureCounts(
    StatisticsRows rows, FigureLayouts layouts, IndicatorSections sections, FormCatalog catalog)
{
    private readonly List<string> _indicators = [.. layouts.Disclosure.Indicators];
    private readonly IReadOnlySet<(string Form, string Section)> _sections = sections.Of(
        [.. layouts.Disclosure.Indicators, .. catalog.Forms.Values.SelectMany(form => Local(form, catalog))]);

    private readonly SlotPick _slots = Measures.Slots(
        catalog,
        [.. layouts.Disclosure.Measured, .. catalog.Forms.Values.SelectMany(form => Local(form, catalog))]);

    public async Task<Wire.QueryDisclosureCountsResponse> Handle(
        Wire.QueryDisclosureCountsRequest request, CancellationToken ct)
    {
        var page = await rows.Read(
            new(
                new Wire.QueryDisclosureCountsRequest { Selection = request.Selection },
                request.Selection, request.PageSize, request.PageToken, request.Read),
            new StatisticsTopic<Wire.DisclosureCountsRow>(Row, _indicators, _sections, _slots),
            ct);
        return new() { Rows = { page.Rows }, NextPageToken = page.NextPageToken, Stamp = page.Stamp };
    }

    private Wire.DisclosureCountsRow Row(IFigures figures)
    {
        var row = layouts.Disclosure.Fill<Wire.DisclosureCountsRow>(figures);
        var local = figures.Forms.SelectMany(form => Local(form, catalog)).Distinct(StringComparer.Ordinal);
        row.Extensions.Add(local.Select(indicator =>
            IndicatorFigures.Measure(figures, catalog, new() { Indicator = indicator })));
        return row;
    }

    /// <summary>What the form's own rows measure, where it is a provincial one.</summary>
    private static IEnumerable<string> Local(Form form, FormCatalog catalog) => form.Extension
        ? catalog.Indicators.Values
            .Where(indicator => indicator.Extension && indicator.Measurements.Any(m => m.Form == form.Id))
            .Select(indicator => indicator.Name)
        : [];
}
