using StatsService.Forms;

namespace StatsService.Catalog;

/// <summary>What tells of forms and indicators.</summary>
internal static class CatalogSetup
{
    public static void AddCatalog(this IServiceCollection services)
    {
        services.AddSingleton(FormCatalog.Default);
        services.AddSingleton<ListForms>();
        services.AddSingleton<GetForm>();
        services.AddSingleton<ListIndicators>();
    }
}
