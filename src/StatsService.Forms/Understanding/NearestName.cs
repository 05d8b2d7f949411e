namespace StatsService.Forms.Understanding;

/// <summary>Finds the name that was probably meant.</summary>
public static class NearestName
{
    /// <summary>The name with the fewest edits; null where more than half of it would change.</summary>
    public static string? Of(string written, IEnumerable<string> names)
    {
        var (best, fewest) = names.Select(name => (name, Edits(written, name)))
            .DefaultIfEmpty((name: "", int.MaxValue))
            .MinBy(candidate => candidate.Item2);
        return fewest <= best.Length / 2 ? best : null;
    }

    /// <summary>How many characters must be put in, left out or exchanged (Levenshtein).</summary>
    public static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, 1 + Math.Min(row[j], row[j - 1]));
            }
        }

        return row[b.Length];
    }
}
