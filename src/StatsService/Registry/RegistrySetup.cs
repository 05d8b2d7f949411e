namespace StatsService.Registry;

/// <summary>What keeps divisions and organs.</summary>
internal static class RegistrySetup
{
    public static void AddRegistry(this IServiceCollection services)
    {
        services.AddSingleton<RegistrySeed>();
        services.AddSingleton<OutdatedSnapshots>();
        services.AddSingleton<OrganDirectory>();
        services.AddSingleton<OrganCodes>();
        services.AddSingleton<OrganSearch>();
        services.AddSingleton<UnknownResources>();
        services.AddSingleton<OrganIds>();
        services.AddSingleton<OrganIntake>();
        services.AddSingleton<OrganWriter>();
        services.AddSingleton<OrganGroups>();
        services.AddSingleton<RegistrarsTurn>();
        services.AddSingleton<Succession>();
        services.AddSingleton<UpsertOrgan>();
        services.AddSingleton<DivisionTrees>();
        services.AddSingleton<UpsertDivision>();
        services.AddSingleton<GetDivision>();
        services.AddSingleton<ListDivisions>();
        services.AddSingleton<BatchUpsertDivisions>();
        services.AddSingleton<ChangeDivisions>();
        services.AddSingleton<GetOrgan>();
        services.AddSingleton<ListOrgans>();
        services.AddSingleton<SearchOrgans>();
        services.AddSingleton<CreateOrgan>();
        services.AddSingleton<UpdateOrgan>();
        services.AddSingleton<BatchUpsertOrgans>();
        services.AddSingleton<MergeOrgans>();
        services.AddSingleton<SplitOrgan>();
        services.AddSingleton<ExemptOrgan>();
    }
}
