using Ogi.Stats.Store.V1;

namespace StatsService.Registry;

/// <summary>
/// What is known of an organ together with what is sent of it: names, aliases and codes that are not sent are kept.
/// </summary>
internal static class OrganUnion
{
    public static StoredOrgan Of(StoredOrgan? known, StoredOrgan sent)
    {
        if (known is null)
        {
            return sent;
        }

        return new()
        {
            Names = { sent.Names.Select(name => WithYears(name, known)), known.Names.Where(name => !IsIn(sent, name)) },
            Aliases = { known.Aliases.Union(sent.Aliases, StringComparer.Ordinal) },
            Codes = { known.Codes.Union(sent.Codes, StringComparer.Ordinal) },
            Kind = sent.Kind,
            Division = sent.Division,
            Parent = sent.Parent.Length > 0 ? sent.Parent : known.Parent,
            FirstYear = sent.FirstYear != 0 ? sent.FirstYear : known.FirstYear,
            LastYear = sent.LastYear != 0 ? sent.LastYear : known.LastYear,
            Source = sent.Source.Length > 0 ? sent.Source : known.Source,
        };
    }

    private static bool IsIn(StoredOrgan organ, StoredName name) => organ.Names.Any(other => other.Title == name.Title);

    /// <summary>A name that is sent without years keeps those that are known.</summary>
    private static StoredName WithYears(StoredName sent, StoredOrgan known) => sent is { FirstYear: 0, LastYear: 0 }
        ? known.Names.FirstOrDefault(name => name.Title == sent.Title) ?? sent
        : sent;
}
