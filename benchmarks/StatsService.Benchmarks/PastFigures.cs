using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using StatsService.RollUp;

namespace StatsService.Benchmarks;

/// <summary>
/// What figures of the nation cost as of a position at which no batch of the roll-up ended: where each report was
/// a batch of its own when it was filed, most positions are such once a rebuild took over.
/// </summary>
internal static class PastFigures
{
    private const int RoundCount = 7;

    /// <summary>Reads a round: of the past fewer, each of them replays up to a thousand reports.</summary>
    private const int Now = 100;
    private const int Past = 3;

    public static async Task Run(BenchmarkService service, CountryDatabase country, int year, bool judged)
    {
        var reads = new NodeReads(service);
        var past = await reads.Within(country, year);
        await Compare(reads, past, year, "nation as of a position within a batch against now", judged);
        var node = await Nation(reads, past[0], year);
        var start = Stopwatch.GetTimestamp();
        await foreach (var _ in service.Services.GetRequiredService<RollUpRebuild>().Run(default))
        {
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"the roll-up made anew, and taken over, in {Stopwatch.GetElapsedTime(start).TotalSeconds:F0} s"));
        await country.Execute("vacuum analyze");
        var rebuilt = new NodeReads(service);
        if (!node.IsSame(await Nation(rebuilt, past[0], year)))
        {
            throw new InvalidOperationException($"The nation as of {past[0]} is not what it was before the rebuild.");
        }

        await Compare(rebuilt, past, year, "nation as of a position before a rebuild against now", judged);
    }

    private static async Task Compare(
        NodeReads reads, IReadOnlyList<long> past, int year, string name, bool judged)
    {
        var next = 0;
        var results = await Rounds.Run(
            RoundCount,
            ($"matrix of the nation now, {Now} times", () => CountryFigures.Times(
                Now, _ => reads.Matrix(["000000"], year))),
            ($"matrix of the nation within a batch, {Past} times", () => CountryFigures.Times(
                Past, _ => reads.Matrix(["000000"], year, past[next++ % past.Count]))));
        results.ToList().ForEach(result => Console.WriteLine(result));
        var ratios = results[1].Rounds.Zip(results[0].Rounds, (then, now) => then / Past / (now / Now)).Order()
            .ToList();
        Goals.Print(name, ratios[RoundCount / 2], ratios[0], ratios[^1], 20, atLeast: false, judged);
    }

    private static async Task<Node> Nation(NodeReads reads, long number, int year) =>
        (await reads.Nodes(["000000"], [year], number)).Values.Single();
}
