using StatsService.Callers;
using StatsService.Catalog;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Reports;
using StatsService.Requests;
using StatsService.Statistics;
using StatsService.Telemetry;

namespace StatsService.Hosting;

/// <summary>What the service is made of.</summary>
public static class ServiceSetup
{
    public static void AddStatsService(this WebApplicationBuilder builder, string connectionString)
    {
        var services = builder.Services;
        builder.AddTelemetry();
        services.AddStore(connectionString);
        services.AddCallers(builder.Configuration);
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(FormCatalog.Default);
        services.AddUseCases();
        services.AddApi();
    }

    public static void MapStatsService(this WebApplication app)
    {
        // Read now: a figure that no indicator fits ends the start, and not a query.
        app.Services.GetRequiredService<FigureLayouts>();
        app.MapApi();
    }

    private static void AddUseCases(this IServiceCollection services)
    {
        foreach (var type in new[]
        {
            typeof(AccessCheck), typeof(CallerFactory), typeof(ItemFailures), typeof(Authorship),
            typeof(Receipts), typeof(EventStreams), typeof(EventWriter), typeof(CatalogChanges),
            typeof(ReportReader), typeof(ReportWriter), typeof(ReportQuery), typeof(ReportFilters),
            typeof(OrgansInDivisions), typeof(ReportNames), typeof(ReportAnswers), typeof(OpenStrengths),
            typeof(Visibilities), typeof(FilingIntake), typeof(Sources),
            typeof(FileReport), typeof(BatchFileReports), typeof(ValidateReport), typeof(CorrectReport),
            typeof(ReturnReport), typeof(AcceptReport), typeof(ConfirmFinding), typeof(WithdrawReport),
            typeof(GetReport), typeof(ListReports), typeof(ListReportRevisions), typeof(GetSource),
            typeof(ListForms), typeof(GetForm), typeof(ListIndicators),
            typeof(Subjects), typeof(StatisticsRows), typeof(FigureLayouts), typeof(IndicatorSections),
            typeof(QueryApplicationOutcomes), typeof(QueryReviewResults), typeof(QueryDisclosureCounts),
            typeof(QueryIndicators),
            typeof(RegistrySeed), typeof(OrganDirectory), typeof(OrganCodes), typeof(OrganSearch), typeof(UnknownResources),
            typeof(OrganIntake), typeof(OrganWriter), typeof(RegistrarsTurn), typeof(Succession), typeof(UpsertOrgan),
            typeof(GetDivision), typeof(ListDivisions), typeof(GetOrgan), typeof(ListOrgans), typeof(SearchOrgans),
            typeof(CreateOrgan), typeof(UpdateOrgan), typeof(BatchUpsertOrgans), typeof(MergeOrgans),
            typeof(SplitOrgan), typeof(ExemptOrgan),
        })
        {
            services.AddSingleton(type);
        }
    }
}
