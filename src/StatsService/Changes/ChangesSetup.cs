using StatsService.Log;

namespace StatsService.Changes;

/// <summary>What serves the changes of the log.</summary>
internal static class ChangesSetup
{
    public static void AddChanges(this IServiceCollection services)
    {
        services.AddSingleton<LogHead>();
        services.AddSingleton<FeedEvents>();
        services.AddSingleton<FeedFilters>();
        services.AddSingleton<FeedChanges>();
        services.AddSingleton<Feed>();
        services.AddSingleton<FeedStart>();
        services.AddSingleton<ListChanges>();
        services.AddSingleton<WatchChanges>();
        services.AddSingleton<SnapshotParts>();
        services.AddSingleton<GetSnapshot>();
    }
}
