using System.Diagnostics;

namespace StatsService.Benchmarks;

/// <summary>
/// Interleaved rounds: every side runs once a round, in turn, so that a noisy moment hits all of them alike.
/// </summary>
internal static class Rounds
{
    /// <summary>Median and spread (fastest to slowest) of each side, in milliseconds.</summary>
    public static async Task<IReadOnlyList<Measured>> Run(int rounds, params (string Name, Func<Task> Side)[] sides)
    {
        var times = sides.Select(_ => new List<double>()).ToArray();
        for (var round = -1; round < rounds; round++)
        {
            for (var i = 0; i < sides.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await sides[i].Side();
                if (round >= 0)
                {
                    times[i].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
                }
            }
        }

        return [.. sides.Select((side, i) => new Measured(side.Name, times[i]))];
    }
}

/// <summary>One side's times, round by round.</summary>
internal sealed record Measured(string Name, IReadOnlyList<double> Rounds)
{
    /// <summary>The same, ascending.</summary>
    public IReadOnlyList<double> Times { get; } = [.. Rounds.Order()];

    public double Median => Times[Times.Count / 2];

    public override string ToString() =>
        $"{Name,-44} median {Median,8:F2} ms  ({Times[0]:F2} to {Times[^1]:F2}, n={Times.Count})";
}
