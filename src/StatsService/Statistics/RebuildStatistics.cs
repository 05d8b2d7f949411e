using Grpc.Core;
using StatsService.Callers;
using StatsService.Log;
using StatsService.Registry;
using StatsService.RollUp;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>Makes the roll-up anew while the old one is served.</summary>
internal sealed class RebuildStatistics(RollUpRebuild rebuild, AccessCheck access, EventLog log)
{
    /// <summary>Differences told; all are counted.</summary>
    private const int MaxTold = 1000;

    public async Task Handle(
        IServerStreamWriter<Wire.RebuildStatisticsResponse> responses, Caller caller, CancellationToken ct)
    {
        await access.DemandWithinDivision(Caller.Nation, caller, ct);
        await foreach (var step in rebuild.Run(ct))
        {
            if (step.TookOver is { } taken)
            {
                await Tell(taken, responses, ct);
                return;
            }

            await responses.WriteAsync(new() { Progress = Progress(step) }, ct);
        }
    }

    private async Task Tell(
        TakenOver taken, IServerStreamWriter<Wire.RebuildStatisticsResponse> responses, CancellationToken ct)
    {
        foreach (var key in taken.Differing.Take(MaxTold))
        {
            await responses.WriteAsync(
                new()
                {
                    Difference = new()
                    {
                        Division = Division.Prefix + key.Division,
                        Year = key.Year,
                        ReportSet = (Wire.ReportSet)key.Set,
                    },
                },
                ct);
        }

        await responses.WriteAsync(
            new() { End = new() { DifferenceCount = taken.Differing.Count, Stamp = log.Stamp(taken.Point) } }, ct);
    }

    private static Wire.RebuildProgress Progress(RebuildStep step) => new()
    {
        AppliedPercent = step.Settled == 0 ? 100 : Math.Round(100.0 * step.Number / step.Settled, 1),
        CheckedYear = step.Year ?? 0,
    };
}
