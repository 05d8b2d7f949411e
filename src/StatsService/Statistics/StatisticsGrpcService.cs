using Grpc.Core;
using StatsService.Continuity;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>The adapter: it decides nothing.</summary>
internal sealed class StatisticsGrpcService(
    QueryApplicationOutcomes applications, QueryReviewResults reviews, QueryDisclosureCounts disclosure,
    QueryIndicators indicators, QueryContinuity continuity)
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

    public override Task<Wire.QueryContinuityResponse> QueryContinuity(
        Wire.QueryContinuityRequest request, ServerCallContext context) =>
        continuity.Handle(request, context.CancellationToken);
}
