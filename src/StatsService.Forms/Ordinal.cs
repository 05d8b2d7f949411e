namespace StatsService.Forms;

internal static class Ordinal
{
    /// <summary>The same characters: codes, ids and names are compared so everywhere.</summary>
    public static bool Is(this string? a, string? b) => string.Equals(a, b, StringComparison.Ordinal);
}
