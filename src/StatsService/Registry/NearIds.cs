namespace StatsService.Registry;

/// <summary>The ids that someone may have meant: one slip of the finger away.</summary>
internal static class NearIds
{
    private const string Digits = "0123456789";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const int MaxLength = 24;

    /// <summary>With one character more, less or another, two exchanged, or in the other case.</summary>
    public static IEnumerable<string> Of(string id)
    {
        if (id.Length > MaxLength)
        {
            return [];
        }

        var alphabet = Digits + (id.Any(char.IsAsciiLetterLower) ? Lower : id.All(char.IsAsciiDigit) ? "" : Upper);
        var places = Enumerable.Range(0, id.Length).ToList();
        return places.Select(at => id.Remove(at, 1))
            .Concat(places.Append(id.Length).SelectMany(at => alphabet.Select(c => id.Insert(at, c.ToString()))))
            .Concat(places.SelectMany(at => alphabet.Select(c => id[..at] + c + id[(at + 1)..])))
            .Concat(places.SkipLast(1).Select(at => $"{id[..at]}{id[at + 1]}{id[at]}{id[(at + 2)..]}"))
            .Concat([id.ToLowerInvariant(), id.ToUpperInvariant()])
            .Where(near => near != id)
            .Distinct(StringComparer.Ordinal);
    }
}
