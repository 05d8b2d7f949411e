namespace StatsService.Copies;

/// <summary>What finds and marks copies.</summary>
internal static class CopiesSetup
{
    public static void AddCopies(this IServiceCollection services)
    {
        services.AddSingleton<SameTables>();
        services.AddSingleton<CopyFindings>();
        services.AddSingleton<MarkedCopies>();
        services.AddSingleton<MarkCopy>();
        services.AddSingleton<UnmarkCopy>();
    }
}
