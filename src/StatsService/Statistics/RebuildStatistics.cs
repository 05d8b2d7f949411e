using Grpc.Core;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Log;
using StatsService.Registry;
using StatsService.RollUp;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>Makes the roll-up anew while the old one is served.</summary>
internal sealed class RebuildStatistics(RollUpRebuild rebuild, LogPoints log)
{
    /// <summary>Differences told; all are counted.</summary>
    private const int MaxTold = 1000;

    public async Task Handle(
        Wire.RebuildStatisticsRequest request, IServerStreamWriter<Wire.RebuildStatisticsResponse> responses,
        CancellationToken ct)
    {
        if (ResourceIds.Parse("divisions", request.Division, "division") != Caller.Nation)
        {
            throw Refusals.InvalidValue(
                "division", $"division为{request.Division}；只能重建全国的汇总：divisions/000000。",
                $"division is {request.Division}; only the roll-up of the nation can be rebuilt: divisions/000000.");
        }

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
