using System.Diagnostics.Metrics;

namespace StatsService.Telemetry;

/// <summary>What operators count, beside what the libraries count by themselves.</summary>
public sealed class StatsMetrics
{
    public const string MeterName = "StatsService";

    private readonly Counter<long> _calls;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _findings;

    public StatsMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _calls = meter.CreateCounter<long>("stats.calls", "{call}", "Calls by method and gRPC status; HTTP's own counter shows 200 for all.");
        _refusals = meter.CreateCounter<long>("stats.refusals", "{refusal}", "Refused requests by reason.");
        _findings = meter.CreateCounter<long>("stats.findings", "{finding}", "Findings in what was filed or corrected, by rule.");
    }

    public void Called(string method, string status) => _calls.Add(1, new("rpc.method", method), new("rpc.grpc.status_code", status));

    public void Refused(string reason) => _refusals.Add(1, new KeyValuePair<string, object?>("stats.reason", reason));

    public void Found(string rule, string strength) => _findings.Add(1, new("stats.rule", rule), new("stats.strength", strength));
}
