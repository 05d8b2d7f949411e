using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;
using StatsService.Callers;
using StatsService.Catalog;
using StatsService.Changes;
using StatsService.Failures;
using StatsService.Hosting;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Reports;
using StatsService.Requests;
using StatsService.Statistics;
using StatsService.Statistics.Obligations;
using StatsService.Statistics.Proof;
using StatsService.Statistics.Ranking;
using Wire = Ogi.Stats.V1;

namespace StatsService.Limits;

/// <summary>Publishes the limits, each taken from where it is enforced.</summary>
internal sealed class GetLimits(HighWaterOptions log)
{
    public Wire.GetLimitsResponse Handle() => new()
    {
        Messages = new()
        {
            RequestBytes = ApiSetup.MaxMessageSize,
            PageBytes = PageLimit.MaxBytes,
            RefusalBytes = RefusalStatus.MaxTrailer,
        },
        Pages = { Pages() },
        Batches =
        {
            Batch(Wire.BatchFileReportsRequest.Descriptor, BatchFileReports.GroupSize),
            Batch(Wire.BatchUpsertDivisionsRequest.Descriptor, BatchUpsertDivisions.GroupSize),
            Batch(Wire.BatchUpsertOrgansRequest.Descriptor, BatchUpsertOrgans.GroupSize),
        },
        Streams = new()
        {
            MaxWatches = WatchChanges.MaxStreams,
            SnapshotPartSize = SnapshotParts.Most,
            DefaultHeartbeat = Duration.FromTimeSpan(WatchChanges.DefaultHeartbeat),
            MinHeartbeat = Duration.FromTimeSpan(WatchChanges.MinHeartbeat),
            MaxHeartbeat = Duration.FromTimeSpan(WatchChanges.MaxHeartbeat),
        },
        Times = new()
        {
            MinPositionWait = Duration.FromTimeSpan(LogReader.MaxWait),
            WriteTransaction = Duration.FromTimeSpan(log.WriteTransactionLimit),
            ClockSkew = Duration.FromTimeSpan(CallerSetup.ClockSkew),
        },
    };

    private static IEnumerable<Wire.PageLimits> Pages() =>
    [
        Page(Wire.ListReportsRequest.Descriptor, ListReports.Pages, ListReports.FullPages),
        Page(Wire.ListReportRevisionsRequest.Descriptor, ListReportRevisions.Pages),
        Page(Wire.ListDivisionsRequest.Descriptor, ListDivisions.Pages),
        Page(Wire.ListOrgansRequest.Descriptor, ListOrgans.Pages),
        Page(Wire.SearchOrgansRequest.Descriptor, SearchOrgans.Matches),
        Page(Wire.ListIndicatorsRequest.Descriptor, ListIndicators.Pages),
        Page(Wire.QueryApplicationOutcomesRequest.Descriptor, StatisticsRows.Pages),
        Page(Wire.QueryReviewResultsRequest.Descriptor, StatisticsRows.Pages),
        Page(Wire.QueryDisclosureCountsRequest.Descriptor, StatisticsRows.Pages),
        Page(Wire.QueryIndicatorsRequest.Descriptor, StatisticsRows.Pages),
        Page(Wire.QueryContinuityRequest.Descriptor, StatisticsRows.Pages),
        Page(Wire.QuerySeriesRequest.Descriptor, QuerySeries.Pages),
        Page(Wire.RankDivisionsRequest.Descriptor, RankPage.Limit),
        Page(Wire.RankOrgansRequest.Descriptor, RankPage.Limit),
        Page(Wire.ExplainFigureRequest.Descriptor, ExplainFigure.Pages),
        Page(Wire.QueryCoverageRequest.Descriptor, QueryCoverage.Pages),
        Page(Wire.ListObligationsRequest.Descriptor, ListObligations.Pages),
        Page(Wire.ReconcileDivisionRequest.Descriptor, ReconcileDivision.Pages),
        Page(Wire.ListChangesRequest.Descriptor, ListChanges.Pages, ListChanges.FullPages),
    ];

    private static Wire.PageLimits Page(MessageDescriptor request, PageLimit pages, PageLimit? full = null) => new()
    {
        Rpc = RpcOf(request),
        DefaultSize = pages.Default,
        MaxSize = pages.Most,
        MaxFullSize = (full ?? pages).Most,
    };

    /// <summary>As many wait as are worked on (<see cref="Batches"/>).</summary>
    private static Wire.BatchLimits Batch(MessageDescriptor request, int size) =>
        new() { Rpc = RpcOf(request), ItemsTogether = size, ItemsWaiting = size };

    private static string RpcOf(MessageDescriptor request) =>
        RpcAccess.Rpcs.Single(rpc => rpc.Value.InputType == request).Key[1..];
}
