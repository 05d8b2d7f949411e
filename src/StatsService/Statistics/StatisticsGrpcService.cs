using Grpc.Core;
using StatsService.Callers;
using StatsService.Continuity;
using StatsService.Statistics.Obligations;
using StatsService.Statistics.Proof;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>The adapter: it decides nothing.</summary>
internal sealed class StatisticsGrpcService(
    QueryApplicationOutcomes applications, QueryReviewResults reviews, QueryDisclosureCounts disclosure,
    QueryIndicators indicators, QueryCoverage coverage, ListObligations obligations,
    ReconcileDivision reconcile, ExplainFigure explain, QuerySeries series, RankDivisions divisionRanks,
    RankOrgans organRanks, ComparePeers peers, VerifyStatistics verify,
    RebuildStatistics rebuild, QueryContinuity continuity, CallerFactory callers)
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

    public override Task<Wire.QuerySeriesResponse> QuerySeries(
        Wire.QuerySeriesRequest request, ServerCallContext context) =>
        series.Handle(request, context.CancellationToken);

    public override Task<Wire.RankDivisionsResponse> RankDivisions(
        Wire.RankDivisionsRequest request, ServerCallContext context) =>
        divisionRanks.Handle(request, context.CancellationToken);

    public override Task<Wire.RankOrgansResponse> RankOrgans(
        Wire.RankOrgansRequest request, ServerCallContext context) =>
        organRanks.Handle(request, context.CancellationToken);

    public override Task<Wire.ComparePeersResponse> ComparePeers(
        Wire.ComparePeersRequest request, ServerCallContext context) =>
        peers.Handle(request, context.CancellationToken);

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

    public override Task VerifyStatistics(
        Wire.VerifyStatisticsRequest request, IServerStreamWriter<Wire.VerifyStatisticsResponse> responseStream,
        ServerCallContext context) =>
        verify.Handle(request, responseStream, context.CancellationToken);

    public override Task RebuildStatistics(
        Wire.RebuildStatisticsRequest request, IServerStreamWriter<Wire.RebuildStatisticsResponse> responseStream,
        ServerCallContext context) =>
        rebuild.Handle(request, responseStream, context.CancellationToken);

    public override Task<Wire.QueryContinuityResponse> QueryContinuity(
        Wire.QueryContinuityRequest request, ServerCallContext context) =>
        continuity.Handle(request, context.CancellationToken);
}
