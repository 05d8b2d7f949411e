using Grpc.Core;
using StatsService.Callers;
using StatsService.Statistics.Obligations;
using StatsService.Statistics.Proof;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>The adapter: it decides nothing.</summary>
internal sealed class StatisticsGrpcService(
    QueryApplicationOutcomes applications, QueryReviewResults reviews, QueryDisclosureCounts disclosure,
    QueryIndicators indicators, QueryCoverage coverage, ListObligations obligations,
    ReconcileDivision reconcile, ExplainFigure explain, CallerFactory callers)
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

    public override Task<Wire.QueryCoverageResponse> QueryCoverage(
        Wire.QueryCoverageRequest request, ServerCallContext context) =>
        coverage.Handle(request, context.CancellationToken);

    public override Task<Wire.ListObligationsResponse> ListObligations(
        Wire.ListObligationsRequest request, ServerCallContext context) =>
        obligations.Handle(request, context.CancellationToken);

    public override Task<Wire.ReconcileDivisionResponse> ReconcileDivision(
        Wire.ReconcileDivisionRequest request, ServerCallContext context) =>
        reconcile.Handle(request, context.CancellationToken);

    public override Task<Wire.ExplainFigureResponse> ExplainFigure(
        Wire.ExplainFigureRequest request, ServerCallContext context) =>
        explain.Handle(request, callers.From(context), context.CancellationToken);
}
