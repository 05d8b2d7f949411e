using Google.Protobuf.Collections;

namespace StatsService.Reports;

/// <summary>Ascending cell numbers as runs: the distance from the end of the run before, then the length.</summary>
internal static class CellRuns
{
    public static void Write(IEnumerable<int> ascending, RepeatedField<uint> runs)
    {
        var end = 0;
        foreach (var number in ascending)
        {
            if (runs.Count > 0 && number == end)
            {
                runs[^1]++;
            }
            else
            {
                runs.Add((uint)(number - end));
                runs.Add(1);
            }

            end = number + 1;
        }
    }

    /// <summary>The first number of each run, and how many it has.</summary>
    public static IEnumerable<(int First, int Length)> Read(RepeatedField<uint> runs)
    {
        var number = 0;
        for (var i = 0; i + 1 < runs.Count; i += 2)
        {
            number += (int)runs[i];
            yield return (number, (int)runs[i + 1]);
            number += (int)runs[i + 1];
        }
    }

    /// <summary>The numbers of all runs.</summary>
    public static IEnumerable<int> ReadNumbers(RepeatedField<uint> runs) =>
        Read(runs).SelectMany(run => Enumerable.Range(run.First, run.Length));
}
