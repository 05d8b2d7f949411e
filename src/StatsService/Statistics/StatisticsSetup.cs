using StatsService.Statistics.Divisions;
using StatsService.Statistics.Obligations;
using StatsService.Statistics.Proof;
using StatsService.Statistics.Ranking;
using StatsService.Statistics.Series;

namespace StatsService.Statistics;

/// <summary>What answers with figures.</summary>
internal static class StatisticsSetup
{
    public static void AddStatistics(this IServiceCollection services)
    {
        services.AddSingleton<Subjects>();
        services.AddSingleton<StatisticsRows>();
        services.AddSingleton<DivisionStatistics>();
        services.AddSingleton<PublishedRevisions>();
        services.AddSingleton<FigureLayouts>();
        services.AddSingleton<IndicatorSections>();
        services.AddSingleton<QueryApplicationOutcomes>();
        services.AddSingleton<QueryReviewResults>();
        services.AddSingleton<QueryDisclosureCounts>();
        services.AddSingleton<QueryIndicators>();
        services.AddSingleton<DivisionSeries>();
        services.AddSingleton<OrganSeries>();
        services.AddSingleton<QuerySeries>();
        services.AddSingleton<OrganReads>();
        services.AddSingleton<RankDivisions>();
        services.AddSingleton<RankOrgans>();
        services.AddSingleton<ComparePeers>();
        services.AddSingleton<OrganReports>();
        services.AddSingleton<ReconcileDivision>();
        services.AddSingleton<ExplainFigure>();
        services.AddSingleton<ExplainedDivision>();
        services.AddSingleton<ExplainedOrgan>();
        services.AddSingleton<FiledReports>();
        services.AddSingleton<QueryCoverage>();
        services.AddSingleton<ListObligations>();
        services.AddSingleton<VerifyStatistics>();
        services.AddSingleton<RebuildStatistics>();
    }
}
