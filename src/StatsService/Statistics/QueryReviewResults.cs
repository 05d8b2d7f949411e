using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>Reconsideration and litigation: table 4.</summary>
internal sealed class QueryReviewResults(StatisticsRows rows, FigureLayouts layouts)
{
    public async Task<Wire.QueryReviewResultsResponse> Handle(Wire.QueryReviewResultsRequest request, CancellationToken ct)
    {
        var page = await rows.Read(
            new(
                new Wire.QueryReviewResultsRequest { Selection = request.Selection },
                request.Selection, request.PageSize, request.PageToken, request.Read),
            new StatisticsTopic<Wire.ReviewResultsRow>(
                figures => layouts.Reviews.Fill<Wire.ReviewResultsRow>(figures), [.. layouts.Reviews.Indicators]),
            ct);
        return new() { Rows = { page.Rows }, NextPageToken = page.NextPageToken, Stamp = page.Stamp };
    }
}
