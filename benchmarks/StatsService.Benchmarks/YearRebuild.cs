using Microsoft.Extensions.DependencyInjection;
using StatsService.Forms;
using StatsService.RollUp;
using static StatsService.RollUp.ReportSet;

namespace StatsService.Benchmarks;

/// <summary>All nodes of a year from what organs give, against replaying its events to the same nodes.</summary>
internal static class YearRebuild
{
    public static async Task Run(BenchmarkService service, int year)
    {
        var point = service.Services.GetRequiredService<RollUpProgress>().Current!;
        var country = await service.Services.GetRequiredService<CountryReader>().At(point.Log.Number, default);
        var rebuild = service.Services.GetRequiredService<NodeRebuild>();
        var recomputation = service.Services.GetRequiredService<NodeRecomputation>();
        IReadOnlyDictionary<NodeKey, byte[]> made = new Dictionary<NodeKey, byte[]>();
        var (nation, replayed) = (new NodeKey("000000", year, OnFile), (Node?)null);
        var results = await Rounds.Run(
            5,
            ("all nodes of a year rebuilt", async () =>
                made = await rebuild.Year(point.Generation, country, year, OnFile, default)),
            ("the year's events replayed", async () =>
            {
                await foreach (var some in recomputation.Below(country, "000000", year, [OnFile], default))
                {
                    replayed = some.GetValueOrDefault(nation) ?? replayed;
                }
            }
        ));
        if (!NodeCodec.ReadNode(made[nation], FormCatalog.Default).IsSame(replayed!))
        {
            throw new InvalidOperationException("The nation rebuilt is not the nation replayed.");
        }

        results.ToList().ForEach(result => Console.WriteLine(result));
        Goals.PrintSpeed($"rebuild of a year, {made.Count:N0} nodes, against replaying", results[0], results[1], 20);
    }
}
