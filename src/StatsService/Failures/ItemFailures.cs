using StatsService.Telemetry;

namespace StatsService.Failures;

/// <summary>
/// The failure of one item of a stream, which ends neither the others nor the call: told, counted and logged like a
/// call's.
/// </summary>
internal sealed class ItemFailures(StatsMetrics metrics, ILogger<ItemFailures> log)
{
    public Google.Rpc.Status Tell(Exception e, string rpc)
    {
        var refusal = FailureInterceptor.ToRefusal(e, rpc, log);
        metrics.Refused(refusal.Reason);
        return refusal.ToStatus();
    }
}
