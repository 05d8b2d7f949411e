namespace StatsService.Forms.Understanding;

/// <summary>How far two names are apart.</summary>
public static class Edits
{
    /// <summary>
    /// How many characters must be put in, left out or exchanged to make one of the other (Levenshtein). It takes the
    /// product of their lengths: names of any length are not for it.
    /// </summary>
    public static int Between(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                var exchanged = diagonal + (one[i - 1] == other[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(exchanged, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[^1];
    }
}
