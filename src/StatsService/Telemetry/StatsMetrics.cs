using System.Diagnostics.Metrics;
using Google.Rpc;
using Grpc.Core;
using StatsService.Forms;

namespace StatsService.Telemetry;

/// <summary>What operators count, beside what the libraries count by themselves.</summary>
internal sealed class StatsMetrics
{
    public const string MeterName = "StatsService";

    private static readonly Dictionary<int, string> StatusNames =
        CodeReflection.Descriptor.EnumTypes[0].Values.ToDictionary(value => value.Number, value => value.Name);

    private readonly Counter<long> _calls;
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _findings;

    public StatsMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _calls = meter.CreateCounter<long>(
            "stats.calls", "{call}", "Calls by method and gRPC status; HTTP's own counter shows 200 for all.");
        _refusals = meter.CreateCounter<long>(
            "stats.refusals", "{refusal}", "Refused requests, and refused items of streams, by reason.");
        _findings = meter.CreateCounter<long>(
            "stats.findings", "{finding}", "Findings in what was filed or corrected, by rule.");
    }

    /// <param name="rpc"><c>/ogi.stats.v1.ReportService/FileReport</c>; the metric names it as the span does.</param>
    public void Called(string rpc, StatusCode status) => _calls.Add(
        1,
        new("rpc.method", rpc.TrimStart('/')),
        new("rpc.response.status_code", StatusNames.GetValueOrDefault((int)status, "UNKNOWN")));

    public void Refused(string reason) => _refusals.Add(1, new KeyValuePair<string, object?>("stats.reason", reason));

    public void Found(IEnumerable<Finding> findings)
    {
        foreach (var finding in findings)
        {
            _findings.Add(
                1,
                new("stats.rule", finding.Rule.Id),
                new("stats.strength", finding.Strength.ToString().ToUpperInvariant()));
        }
    }
}
