using System.Numerics;
using StatsService.Forms;

namespace StatsService.Statistics.Divisions;

/// <summary>Sets of topics, a bit each.</summary>
internal static class Topics
{
    public static IEnumerable<int> In(ulong topics)
    {
        for (; topics != 0; topics &= topics - 1)
        {
            yield return BitOperations.TrailingZeroCount(topics);
        }
    }

    /// <summary>Those that some indicators belong to.</summary>
    public static ulong Of(IEnumerable<string> indicators, FormCatalog catalog) => indicators
        .Select(name => catalog.Slots.Find(name)).OfType<Slot>()
        .Aggregate(0UL, (topics, slot) => topics | (1UL << slot.Topic));
}
