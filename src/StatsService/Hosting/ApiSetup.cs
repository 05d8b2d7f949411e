using System.IO.Compression;
using Grpc.AspNetCore.Server.Model;
using StatsService.Callers;
using StatsService.Canonical;
using StatsService.Catalog;
using StatsService.Changes;
using StatsService.Exports;
using StatsService.Failures;
using StatsService.Json;
using StatsService.Limits;
using StatsService.OpenApi;
using StatsService.Registry;
using StatsService.Reports;
using StatsService.Statistics;
using StatsService.Telemetry;

namespace StatsService.Hosting;

/// <summary>How the service is spoken to: gRPC; gRPC-Web, and JSON over HTTP/1.1, made of the same rpcs.</summary>
internal static class ApiSetup
{
    /// <summary>The largest message that is taken, in bytes.</summary>
    public const int MaxMessageSize = 4 * 1024 * 1024;

    public static void AddApi(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOrigins(configuration);
        services.AddGrpc(options =>
        {
            options.Interceptors.Add<CallInterceptor>();
            options.Interceptors.Add<FailureInterceptor>();
            options.Interceptors.Add<AccessInterceptor>();
            options.Interceptors.Add<AnswerTags>();
            options.ResponseCompressionAlgorithm = "gzip";
            options.ResponseCompressionLevel = CompressionLevel.Fastest;
            options.MaxReceiveMessageSize = MaxMessageSize;
        }).AddJsonTranscoding(options =>
        {
            options.TypeRegistry = ErrorDetails.Types; // without them every refusal is an empty HTTP 500
            options.JsonSettings.WriteInt64sAsStrings = true; // as the protobuf JSON mapping wants it
            options.JsonSettings.IgnoreDefaultValues = true; // likewise; a figure that is 0 has presence and stays
        });

        services.AddSingleton<GetLimits>();
        services.AddSingleton<ItemFailures>();
        services.AddSingleton<JsonRefusals>();
        services.AddResponseCompression();

        // The framework's own binding is replaced by one that answers malformed messages.
        services.RemoveAll(typeof(IServiceMethodProvider<>), "BinderServiceMethodProvider`1");
        services.AddSingleton(typeof(IServiceMethodProvider<>), typeof(CheckedMethods<>));
        services.AddGrpcReflection();
        services.AddGrpcHealthChecks(health =>
            {
                health.Services.Map("", check => !check.Tags.Contains(RollUpHealth.Tag, StringComparer.Ordinal));
                health.Services.Map(Ogi.Stats.V1.StatisticsService.Descriptor.FullName, _ => true);
            })
            .AddCheck<StoreHealth>("store")
            .AddCheck<RollUpHealth>("roll-up", tags: [RollUpHealth.Tag]);
    }

    public static void MapApi(this WebApplication app)
    {
        app.UseCors();
        app.UseGrpcWeb(new() { DefaultEnabled = true }); // from here on it is gRPC
        app.UseWhen(IsGrpc, grpc => grpc.UseMiddleware<EarlyRefusals>());
        app.UseWhen(http => !IsGrpc(http), json =>
        {
            json.UseResponseCompression(); // gRPC compresses its messages by itself
            json.UseStatusCodePages(page =>
                page.HttpContext.RequestServices.GetRequiredService<JsonRefusals>().WriteNoRoute(page.HttpContext));
            json.UseMiddleware<JsonRequests>();
        });
        app.UseCallers();
        app.MapGrpcService<ReportGrpcService>();
        app.MapGrpcService<RegistryGrpcService>();
        app.MapGrpcService<FormGrpcService>();
        app.MapGrpcService<StatisticsGrpcService>();
        app.MapGrpcService<ChangeGrpcService>();
        app.MapGrpcService<ExportGrpcService>();
        app.MapDownloads();
        app.MapGrpcService<LimitsGrpcService>();
        app.MapReference();
        app.MapGrpcReflectionService();
        app.MapGrpcHealthChecksService();

        // For those who speak no gRPC.
        app.MapHealthChecks("/healthz", new() { Predicate = check => !RollUpHealth.Tagged(check.Tags) });
        app.MapHealthChecks("/readyz");
    }

    private static bool IsGrpc(HttpContext http) =>
        http.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) ?? false;

    private static void RemoveAll(this IServiceCollection services, Type serviceType, string implementation)
    {
        var found = services
            .Where(service => service.ServiceType == serviceType && service.ImplementationType?.Name == implementation)
            .ToList();
        if (found.Count == 0)
        {
            throw new InvalidOperationException($"{implementation} is gone: see how messages are bound now.");
        }

        found.ForEach(service => services.Remove(service));
    }
}
