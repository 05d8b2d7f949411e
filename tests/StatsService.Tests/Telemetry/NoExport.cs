using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Telemetry;

/// <summary>Nothing leaves a service that was given no collector.</summary>
public sealed class NoExport
{
    [Fact]
    public async Task Without_the_endpoint_variable_there_is_no_exporter()
    {
        await using var sink = await OtlpSink.Start();
        var database = await TestDatabases.Create();

        // Where an exporter would send to, were there one.
        await using (var service = await ServiceProcess.Start(
            database,
            ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", sink.Address),
            ("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", sink.Address),
            ("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT", sink.Address)))
        {
            using var channel = service.Connect();
            await new ReportService.ReportServiceClient(channel).ListReportsAsync(new());
            await service.Stop();
        }

        Assert.Empty(sink.Received.Spans);
        Assert.Empty(sink.Received.Metrics);
        Assert.Empty(sink.Received.Logs);
        await TestDatabases.Drop(database);
    }
}
