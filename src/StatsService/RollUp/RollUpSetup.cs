namespace StatsService.RollUp;

/// <summary>What keeps the sums of divisions.</summary>
internal static class RollUpSetup
{
    public static void AddRollUp(this IServiceCollection services)
    {
        services.AddSingleton<CountryReader>();
        services.AddSingleton<ShareReader>();
        services.AddSingleton<Shares>();
        services.AddSingleton<RollUpBatch>();
        services.AddSingleton<NodeReader>();
        services.AddSingleton<ShareFigures>();
        services.AddSingleton<NodeRebuild>();
        services.AddSingleton<GenerationCheck>();
        services.AddSingleton<RollUpRebuild>();
        services.AddSingleton<NodeRecomputation>();
        services.AddSingleton<Generations>();
        services.AddSingleton<RollUpSignal>();
        services.AddSingleton<RollUpProgress>();
        services.AddSingleton<RollUpPoints>();
        services.AddSingleton<RollUpAnswers>();
        services.AddHostedService<Projector>();
    }
}
