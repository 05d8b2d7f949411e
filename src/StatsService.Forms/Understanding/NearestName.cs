namespace StatsService.Forms.Understanding;

/// <summary>Finds the name that was probably meant.</summary>
public static class NearestName
{
    /// <summary>No name is so long; comparing with one that is takes long.</summary>
    private const int MaxLength = 100;

    /// <summary>The name with the fewest edits; null where more than half of it would change.</summary>
    public static string? Of(string written, IEnumerable<string> names) => written.Length > MaxLength
        ? null
        : names.Select(name => (Name: name, Edits: Edits(written, name)))
            .Where(candidate => candidate.Edits <= candidate.Name.Length / 2)
            .OrderBy(candidate => candidate.Edits).Select(candidate => candidate.Name).FirstOrDefault();

    /// <summary>
    /// How many characters must be put in, left out or exchanged (Levenshtein). It takes the product of their lengths:
    /// names of any length are not for it.
    /// </summary>
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
