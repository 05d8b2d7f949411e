namespace StatsService.Registry;

/// <summary>How names are compared: by the pairs of neighbouring characters that they share.</summary>
public static class OrganNames
{
    public static IEnumerable<string> Bigrams(IEnumerable<string> names) =>
        names.SelectMany(Bigrams).Distinct(StringComparer.Ordinal);

    /// <summary>From 0 to 1: the share of pairs in common (Dice).</summary>
    public static double Similarity(string one, string other)
    {
        if (string.Equals(one, other, StringComparison.Ordinal))
        {
            return 1;
        }

        var a = Bigrams(one).ToHashSet(StringComparer.Ordinal);
        var b = Bigrams(other).ToHashSet(StringComparer.Ordinal);
        return a.Count + b.Count == 0 ? 0 : 2.0 * a.Intersect(b, StringComparer.Ordinal).Count() / (a.Count + b.Count);
    }

    private static IEnumerable<string> Bigrams(string name)
    {
        for (var i = 0; i + 1 < name.Length; i++)
        {
            yield return name.Substring(i, 2);
        }
    }
}
