namespace StatsService.Forms.Understanding;

/// <summary>Finds the name that was probably meant.</summary>
public static class NearestName
{
    /// <summary>No name is so long; comparing with one that is takes long.</summary>
    private const int MaxLength = 100;

    /// <summary>The name with the fewest edits; null where more than half of it would change.</summary>
    public static string? Of(string written, IEnumerable<string> names) => written.Length > MaxLength
        ? null
        : names.Select(name => (Name: name, Edits: Edits.Between(written, name)))
            .Where(candidate => candidate.Edits <= candidate.Name.Length / 2)
            .OrderBy(candidate => candidate.Edits).Select(candidate => candidate.Name).FirstOrDefault();
}
