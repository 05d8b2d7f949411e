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

    /// <summary>The numbers, without an object for each: this is done for every cell that is read.</summary>
    public static Reader Read(RepeatedField<uint> runs) => new(runs);

    public struct Reader(RepeatedField<uint> runs)
    {
        private int _next;
        private uint _left;

        public int Current { get; private set; } = -1;

        public readonly Reader GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_left == 0)
            {
                if (_next + 1 >= runs.Count)
                {
                    return false;
                }

                Current += (int)runs[_next];
                _left = runs[_next + 1];
                _next += 2;
            }

            Current++;
            _left--;
            return true;
        }
    }
}
