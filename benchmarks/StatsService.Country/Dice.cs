namespace StatsService.Country;

/// <summary>What is drawn at random. It depends on nothing but its seed, on no version of .NET.</summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The dice of one purpose: for an organ, a year, and what is drawn.</summary>
    public static Dice For(ulong organ, int year, string purpose) => new(Mix(organ ^ Mix(Hash(purpose) + (ulong)year)));

    public static ulong Hash(string text)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in text)
        {
            hash = unchecked((hash ^ c) * 1099511628211UL);
        }

        return hash;
    }

    /// <summary>SplitMix64.</summary>
    public static ulong Mix(ulong x)
    {
        unchecked
        {
            x += 0x9E3779B97F4A7C15UL;
            x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9UL;
            x = (x ^ (x >> 27)) * 0x94D049BB133111EBUL;
            return x ^ (x >> 31);
        }
    }

    /// <summary>From 0 to below 1.</summary>
    public double Next()
    {
        _state = unchecked(_state + 0x9E3779B97F4A7C15UL);
        return (Mix(_state) >> 11) * (1.0 / (1UL << 53));
    }

    public bool Is(double share) => Next() < share;

    /// <summary>From <paramref name="low"/> to <paramref name="high"/>, both inclusive.</summary>
    public int Roll(int low, int high) => low + (int)(Next() * (high - low + 1));

    /// <summary>Normal, with mean 0 and spread 1: the sum of twelve draws.</summary>
    public double Normal()
    {
        var sum = -6.0;
        for (var i = 0; i < 12; i++)
        {
            sum += Next();
        }

        return sum;
    }

    /// <summary>Divides a number by weights: one by one where it is small, else by proportion.</summary>
    public void Split(long number, ReadOnlySpan<int> weights, Span<long> parts)
    {
        var all = 0;
        foreach (var weight in weights)
        {
            all += weight;
        }

        var rest = number;
        if (number > 64)
        {
            for (var i = 0; i < weights.Length; i++)
            {
                var part = (long)(number * (double)weights[i] / all * (0.6 + (0.4 * Next())));
                parts[i] += part;
                rest -= part;
            }

            parts[0] += Math.Max(0, rest - 64);
            rest = Math.Min(64, rest);
        }

        for (; rest > 0; rest--)
        {
            var at = Roll(1, all);
            var i = 0;
            while ((at -= weights[i]) > 0)
            {
                i++;
            }

            parts[i]++;
        }
    }
}
