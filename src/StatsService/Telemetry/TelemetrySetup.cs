using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace StatsService.Telemetry;

/// <summary>Traces, metrics and logs; exported by OTLP only where <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.</summary>
internal static class TelemetrySetup
{
    private const string GrpcSpans = "OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_ENABLE_GRPC_INSTRUMENTATION";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        // Without it a gRPC call's span is called POST and lacks rpc.method and the gRPC status.
        builder.Configuration[GrpcSpans] ??= "true";

        builder.Services.AddSingleton<StatsMetrics>();
        builder.Services.AddSingleton<RollUpTelemetry>();
        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService(
                "stats-service", serviceVersion: typeof(TelemetrySetup).Assembly.GetName().Version?.ToString(3)))
            .WithTracing(tracing => tracing.AddAspNetCoreInstrumentation().AddSource("Marten")
                .AddSource(RollUpTelemetry.SourceName).AddNpgsql())
            .WithMetrics(metrics => metrics
                .AddAspNetCoreInstrumentation()
                .AddRuntimeInstrumentation()
                .AddMeter(StatsMetrics.MeterName, "Marten", "Npgsql", "Microsoft.AspNetCore.Server.Kestrel"))
            .WithLogging(configureBuilder: null, options =>
            {
                options.IncludeScopes = true;
                options.IncludeFormattedMessage = true;
            });
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            telemetry.UseOtlpExporter();
        }
    }
}
