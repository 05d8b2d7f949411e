using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace StatsService.Telemetry;

/// <summary>What operators see of the roll-up: a span a batch, and how far it is behind the log.</summary>
internal sealed class RollUpTelemetry : IDisposable
{
    public const string SourceName = "StatsService.RollUp";

    private readonly ActivitySource _source = new(SourceName);
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _applied;
    private long _behind;

    public RollUpTelemetry(IMeterFactory meters)
    {
        var meter = meters.Create(StatsMetrics.MeterName);
        _applied = meter.CreateCounter<long>(
            "stats.roll_up.events", "{event}", "Events that the roll-up has applied, unused numbers included.");
        _duration = meter.CreateHistogram<double>(
            "stats.roll_up.batch.duration", "s", "How long a batch took that was applied.");
        meter.CreateObservableGauge(
            "stats.roll_up.behind", () => Volatile.Read(ref _behind), "{event}",
            "Settled events that the figures of divisions do not show yet.");
    }

    public void Dispose() => _source.Dispose();

    /// <summary>A look at the log that found nothing, or another instance at work.</summary>
    public void Stands(long number, long settled) => Volatile.Write(ref _behind, Math.Max(0, settled - number));

    /// <summary>A batch was committed just now.</summary>
    public void Applied(long after, long number, long settled, DateTimeOffset begun, TimeSpan took)
    {
        Stands(number, settled);
        _applied.Add(number - after);
        _duration.Record(took.TotalSeconds);
        using var span = _source.StartActivity(
            "roll-up batch", ActivityKind.Internal, default(ActivityContext),
            [new("stats.number.after", after), new("stats.number", number), new("stats.number.settled", settled)],
            startTime: begun);
        span?.SetEndTime((begun + took).UtcDateTime);
    }
}
