namespace StatsService.Continuity;

/// <summary>What compares years.</summary>
internal static class ContinuitySetup
{
    public static void AddContinuity(this IServiceCollection services)
    {
        services.AddSingleton<NeighbourYears>();
        services.AddSingleton<QueryContinuity>();
    }
}
