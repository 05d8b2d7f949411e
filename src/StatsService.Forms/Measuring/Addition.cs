using System.Numerics;
using System.Runtime.InteropServices;

namespace StatsService.Forms.Measuring;

/// <summary>Adds rows of numbers, or takes them away.</summary>
internal static class Addition
{
    /// <summary>Of sums most are 0, and passed over many at a time.</summary>
    /// <param name="sign">1 or -1.</param>
    public static void Add(Span<Int128> own, ReadOnlySpan<Int128> added, int sign)
    {
        var words = MemoryMarshal.Cast<Int128, ulong>(added);
        for (var i = 0; words[(2 * i)..].IndexOfAnyExcept(0UL) is >= 0 and var zeros; i++)
        {
            i += zeros / 2;
            own[i] += sign > 0 ? added[i] : -added[i];
        }
    }

    /// <summary>The first of <paramref name="added"/>, as many as there are own ones.</summary>
    /// <param name="sign">1 or -1.</param>
    public static void Add(Span<int> own, ReadOnlySpan<int> added, int sign)
    {
        var i = 0;
        for (; i <= own.Length - Vector<int>.Count; i += Vector<int>.Count)
        {
            var more = new Vector<int>(added[i..]);
            var sum = new Vector<int>(own[i..]);
            (sign > 0 ? sum + more : sum - more).CopyTo(own[i..]);
        }

        for (; i < own.Length; i++)
        {
            own[i] += sign * added[i];
        }
    }
}
