using StatsService.Forms.Understanding;

namespace StatsService.Registry;

/// <summary>How names are compared and looked up.</summary>
internal static class OrganNames
{
    /// <summary>Pairs that stand in too many names to tell them apart.</summary>
    private static readonly HashSet<string> Common = Pairs(
    [
        "省人民政府办公厅", "市人民政府办公室", "县人民政府", "区人民政府", "州人民政府", "旗人民政府", "镇人民政府", "乡人民政府",
        "自治区人民政府", "自治州人民政府", "自治县人民政府", "行政公署", "管理委员会", "街道办事处",
    ]).ToHashSet(StringComparer.Ordinal);

    /// <summary>
    /// The pairs of characters in names: neighbours, and those one apart (长*市), which survive where the character
    /// between is misspelt. What a search looks up.
    /// </summary>
    public static IEnumerable<string> Pairs(IEnumerable<string> names) => names
        .SelectMany(name => Neighbours(name).Concat(Apart(name)))
        .Distinct(StringComparer.Ordinal);

    /// <summary>The pairs of a name that tell it apart from others.</summary>
    public static IEnumerable<string> TellingPairs(string name) => Pairs([name]).Where(pair => !Common.Contains(pair));

    /// <summary>
    /// From 0 to 1: the mean of the share of neighbours in common (Dice) and of the characters left alone by the edit.
    /// </summary>
    public static double Similarity(string one, string other)
    {
        if (one == other)
        {
            return 1;
        }

        var a = Neighbours(one).ToHashSet(StringComparer.Ordinal);
        var b = Neighbours(other).ToHashSet(StringComparer.Ordinal);
        var shared = a.Count + b.Count == 0
            ? 0
            : 2.0 * a.Intersect(b, StringComparer.Ordinal).Count() / (a.Count + b.Count);
        return (shared + 1 - ((double)NearestName.Edits(one, other) / Math.Max(one.Length, other.Length))) / 2;
    }

    private static IEnumerable<string> Neighbours(string name)
    {
        var characters = Characters(name);
        return characters.Zip(characters.Skip(1), (one, next) => one + next);
    }

    private static IEnumerable<string> Apart(string name)
    {
        var characters = Characters(name);
        return characters.Zip(characters.Skip(2), (one, afterNext) => $"{one}*{afterNext}");
    }

    /// <summary>Rare characters of place names take two code units.</summary>
    private static List<string> Characters(string name) => [.. name.EnumerateRunes().Select(rune => rune.ToString())];
}
