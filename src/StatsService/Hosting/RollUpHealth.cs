using Microsoft.Extensions.Diagnostics.HealthChecks;
using StatsService.RollUp;

namespace StatsService.Hosting;

/// <summary>
/// Whether figures of divisions can be answered: after an update with other rules the roll-up is made anew first, and
/// instances of the former release should go on until it is there.
/// </summary>
internal sealed class RollUpHealth(RollUpProgress progress) : IHealthCheck
{
    /// <summary>The tag of this check: it says nothing about reports and registry.</summary>
    public const string Tag = "statistics";

    public static bool Tagged(IEnumerable<string> tags) => tags.Contains(Tag, StringComparer.Ordinal);

    public Task<HealthCheckResult> CheckHealthAsync(
        HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(progress.Current is null
            ? HealthCheckResult.Unhealthy("The roll-up is being made.")
            : HealthCheckResult.Healthy());
}
