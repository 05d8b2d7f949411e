using StatsService.Forms;
using StatsService.Forms.Measuring;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>Reconsideration and litigation: table 4.</summary>
internal sealed class QueryReviewResults(
    StatisticsRows rows, FigureLayouts layouts, IndicatorSections sections, FormCatalog catalog)
{
    private readonly List<string> _indicators = [.. layouts.Reviews.Indicators];
    private readonly IReadOnlySet<(string Form, string Section)> _sections = sections.Of(layouts.Reviews.Indicators);

    private readonly SlotPick _slots = Measures.Slots(catalog, layouts.Reviews.Measured);

    public async Task<Wire.QueryReviewResultsResponse> Handle(
        Wire.QueryReviewResultsRequest request, CancellationToken ct)
    {
        var page = await rows.Read(
            new(
                new Wire.QueryReviewResultsRequest { Selection = request.Selection },
                request.Selection, request.PageSize, request.PageToken, request.Read),
            new StatisticsTopic<Wire.ReviewResultsRow>(
                figures => layouts.Reviews.Fill<Wire.ReviewResultsRow>(figures), _indicators, _sections,
                _slots),
            ct);
        return new() { Rows = { page.Rows }, NextPageToken = page.NextPageToken, Stamp = page.Stamp };
    }
}
