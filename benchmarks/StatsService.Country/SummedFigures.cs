using System.Collections.Concurrent;

namespace StatsService.Country;

/// <summary>
/// The true figures of levels and regions: sums of what organs did, whether they reported it or not. Those of regions
/// are kept once they were asked for; offices of vertical systems belong to none.
/// </summary>
internal sealed class SummedFigures
{
    private readonly ConcurrentDictionary<(CountryDivision Division, int Year), long[]> _regions = new();

    /// <summary>The organs of a division, without those of the divisions below.</summary>
    public static long[] Level(CountryDivision division, int year)
    {
        var sum = new long[FormFigures.For(division, year).Cells.Count];
        foreach (var organ in division.Organs.Where(organ => organ.IsSummed))
        {
            Add(sum, OwnFigures.Of(organ, year));
        }

        return sum;
    }

    /// <summary>The level and all divisions below.</summary>
    public long[] Region(CountryDivision division, int year) => division.Children.Count == 0
        ? Level(division, year)
        : _regions.GetOrAdd((division, year), key =>
        {
            var sum = Level(key.Division, key.Year);
            foreach (var child in key.Division.Children)
            {
                Add(sum, Region(child, key.Year));
            }

            return sum;
        });

    private static void Add(long[] sum, long[] figures)
    {
        for (var i = 0; i < sum.Length; i++)
        {
            sum[i] += figures[i];
        }
    }
}
