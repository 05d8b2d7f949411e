using System.Diagnostics;
using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.Tests.RollUp;

namespace StatsService.Tests.Telemetry;

/// <summary>A service with a collector's endpoint in its environment, that had a few calls and was stopped.</summary>
public sealed class ExportedRun : IAsyncLifetime
{
    private OtlpSink? _sink;
    private string? _database;

    internal Received Received => _sink!.Received;

    internal ActivityContext Filing { get; } = NewContext();

    internal ActivityContext Refusal { get; } = NewContext();

    internal ActivityContext Json { get; } = NewContext();

    internal Report Read { get; private set; } = null!;

    /// <summary>The finding on the second report.</summary>
    internal Finding Finding { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _sink = await OtlpSink.Start();
        _database = await TestDatabases.Create();
        await using var service = await ServiceProcess.Start(_database, ("OTEL_EXPORTER_OTLP_ENDPOINT", _sink.Address));
        using var channel = service.Connect();
        var reports = new ReportService.ReportServiceClient(channel);

        await File(reports, "organs/140400/reports/2021-region", Filing);
        Read = (await reports.GetReportAsync(new() { Name = "organs/140400/reports/2021-region" })).Report;
        await GetInJson(service, Json);
        await Assert.ThrowsAsync<RpcException>(() => File(reports, "organs/999999/reports/2021-region", Refusal));
        await Assert.ThrowsAsync<RpcException>(() => RawCalls.FileReport(channel, [0x0A, 0xFF, 0x01]));
        await Assert.ThrowsAsync<RpcException>(() => RawCalls.FileReport(channel, new byte[5 << 20]));
        Finding = (await File(reports, "organs/140400/reports/2022-region", NewContext(), total: 8)).Findings[0];
        await channel.Received("140400", 2022); // the roll-up has it
        await service.Stop();
    }

    public async Task DisposeAsync()
    {
        await _sink!.DisposeAsync();
        await TestDatabases.Drop(_database!);
    }

    private static async Task<Report> File(
        ReportService.ReportServiceClient reports, string name, ActivityContext trace, long total = 7)
    {
        var report = BalancedReports.Of(name, received: 7);
        report.Tables[0].Cells["applications.outcome.total@total"].Count = total;
        var headers = new Metadata { { "traceparent", Header(trace) } };
        return (await reports.FileReportAsync(new() { Report = report }, headers)).Report;
    }

    private static async Task GetInJson(ServiceProcess service, ActivityContext trace)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("traceparent", Header(trace));
        await http.GetStringAsync(service.HttpAddress + "/v1/organs/140400/reports/2021-region");
    }

    private static string Header(ActivityContext trace) => $"00-{trace.TraceId}-{trace.SpanId}-01";

    private static ActivityContext NewContext() =>
        new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded);
}
