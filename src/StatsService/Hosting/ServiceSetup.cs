using StatsService.Callers;
using StatsService.Catalog;
using StatsService.Changes;
using StatsService.Continuity;
using StatsService.Copies;
using StatsService.Exports;
using StatsService.Registry;
using StatsService.Reports;
using StatsService.RollUp;
using StatsService.Statistics;
using StatsService.Telemetry;

namespace StatsService.Hosting;

/// <summary>What the service is made of.</summary>
internal static class ServiceSetup
{
    public static void AddStatsService(this WebApplicationBuilder builder, string connectionString)
    {
        var services = builder.Services;
        builder.AddTelemetry();
        services.AddStore(connectionString);
        services.AddCallers(builder.Configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddCatalog();
        services.AddRegistry();
        services.AddReports();
        services.AddRollUp();
        services.AddStatistics();
        services.AddContinuity();
        services.AddCopies();
        services.AddChanges();
        services.AddExports();
        services.AddApi(builder.Configuration);
    }

    public static void MapStatsService(this WebApplication app)
    {
        // Read now: a figure that no indicator fits ends the start, and not a query.
        app.Services.GetRequiredService<FigureLayouts>();
        app.MapApi();
    }
}
