using Grpc.Core;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>The adapter: it decides nothing.</summary>
internal sealed class StatisticsGrpcService(
    QueryApplicationOutcomes applications, QueryReviewResults reviews, QueryDisclosureCounts disclosure,
    QueryIndicators indicators, VerifyStatistics verify)
    : Wire.StatisticsService.StatisticsServiceBase
{
    public override Task<Wire.QueryApplicationOutcomesResponse> QueryApplicationOutcomes(
        Wire.QueryApplicationOutcomesRequest request, ServerCallContext context) =>
        applications.Handle(request, context.CancellationToken);

    public override Task<Wire.QueryReviewResultsResponse> QueryReviewResults(
        Wire.QueryReviewResultsRequest request, ServerCallContext context) =>
        reviews.Handle(request, context.CancellationToken);

    public override Task<Wire.QueryDisclosureCountsResponse> QueryDisclosureCounts(
        Wire.QueryDisclosureCountsRequest request, ServerCallContext context) =>
        disclosure.Handle(request, context.CancellationToken);

    public override Task<Wire.QueryIndicatorsResponse> QueryIndicators(
        Wire.QueryIndicatorsRequest request, ServerCallContext context) =>
        indicators.Handle(request, context.CancellationToken);

    public override Task VerifyStatistics(
        Wire.VerifyStatisticsRequest request, IServerStreamWriter<Wire.VerifyStatisticsResponse> responseStream,
        ServerCallContext context) =>
        verify.Handle(request, responseStream, context.CancellationToken);
}
