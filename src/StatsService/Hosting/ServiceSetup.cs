using System.IO.Compression;
using Google.Protobuf.Reflection;
using Google.Rpc;
using Grpc.AspNetCore.Server.Model;
using StatsService.Callers;
using StatsService.Catalog;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Reports;
using StatsService.Statistics;
using StatsService.Telemetry;

namespace StatsService.Hosting;

/// <summary>What the service is made of.</summary>
public static class ServiceSetup
{
    /// <summary>The largest message that is taken, in bytes.</summary>
    public const int MaxMessageSize = 4 * 1024 * 1024;

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
        app.UseMiddleware<EarlyRefusals>();
        app.UseCallers();
        app.MapGrpcService<ReportGrpcService>();
        app.MapGrpcService<FormGrpcService>();
        app.MapGrpcService<StatisticsGrpcService>();
        app.MapGrpcService<RegistryGrpcService>();
        app.MapGrpcReflectionService();
        app.MapGrpcHealthChecksService();
        app.MapHealthChecks("/healthz"); // for those who speak no gRPC
    }

    private static void AddUseCases(this IServiceCollection services)
    {
        foreach (var type in new[]
        {
            typeof(AccessCheck), typeof(CallerFactory), typeof(ItemFailures), typeof(WriteOrders), typeof(EventInfos), typeof(Receipts),
            typeof(EventStreams), typeof(EventWriter), typeof(CatalogChanges),
            typeof(ReportReader), typeof(ReportWriter), typeof(ReportQuery), typeof(ReportPresenter), typeof(Visibilities), typeof(ReportAnswers),
            typeof(FilingIntake), typeof(Sources), typeof(ReportCommands),
            typeof(BatchFileReports), typeof(ValidateReport), typeof(GetReport), typeof(ListReports), typeof(ListReportRevisions),
            typeof(ListForms), typeof(GetForm), typeof(ListIndicators),
            typeof(Subjects), typeof(StatisticsRows), typeof(FigureLayouts), typeof(IndicatorSections),
            typeof(QueryApplicationOutcomes), typeof(QueryReviewResults), typeof(QueryDisclosureCounts), typeof(QueryIndicators),
            typeof(RegistrySeed), typeof(OrganDirectory), typeof(OrganCodes), typeof(OrganSearch), typeof(Unknowns),
            typeof(OrganIntake), typeof(OrganWriter), typeof(Succession), typeof(UpsertOrgan),
            typeof(GetDivision), typeof(ListDivisions), typeof(GetOrgan), typeof(ListOrgans), typeof(SearchOrgans), typeof(CreateOrgan),
            typeof(UpdateOrgan), typeof(BatchUpsertOrgans), typeof(MergeOrgans), typeof(SplitOrgan), typeof(ExemptOrgan),
        })
        {
            services.AddSingleton(type);
        }
    }

    private static void AddApi(this IServiceCollection services)
    {
        services.AddGrpc(options =>
        {
            options.Interceptors.Add<CallInterceptor>();
            options.Interceptors.Add<FailureInterceptor>();
            options.Interceptors.Add<AccessInterceptor>();
            options.ResponseCompressionAlgorithm = "gzip";
            options.ResponseCompressionLevel = CompressionLevel.Fastest;
            options.MaxReceiveMessageSize = MaxMessageSize;
        }).AddJsonTranscoding(options =>
        {
            // Without the details' types every rich error would be an empty HTTP 500.
            options.TypeRegistry = TypeRegistry.FromMessages(
                BadRequest.Descriptor, ErrorInfo.Descriptor, LocalizedMessage.Descriptor, PreconditionFailure.Descriptor, RetryInfo.Descriptor);
            options.JsonSettings.WriteInt64sAsStrings = true; // as the protobuf JSON mapping wants it
            options.JsonSettings.IgnoreDefaultValues = true; // likewise; a figure that is 0 has presence and stays
        });

        // The framework's own binding is replaced by one that answers malformed messages.
        services.RemoveAll(typeof(IServiceMethodProvider<>), "BinderServiceMethodProvider`1");
        services.AddSingleton(typeof(IServiceMethodProvider<>), typeof(CheckedMethods<>));
        services.AddGrpcReflection();
        services.AddGrpcHealthChecks().AddCheck<StoreHealth>("store");
    }

    private static void RemoveAll(this IServiceCollection services, Type serviceType, string implementation)
    {
        var found = services.Where(service => service.ServiceType == serviceType && service.ImplementationType?.Name == implementation).ToList();
        if (found.Count == 0)
        {
            throw new InvalidOperationException($"{implementation} is registered no more: see how messages are bound now.");
        }

        found.ForEach(service => services.Remove(service));
    }
}
