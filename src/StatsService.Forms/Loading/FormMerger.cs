namespace StatsService.Forms.Loading;

/// <summary>Puts the rows of an extension where they are printed in the form that it extends.</summary>
internal static class FormMerger
{
    public static FormFile Merge(FormFile extended, FormFile extension)
    {
        foreach (var table in extension.Tables)
        {
            RequireKnown(extension, table, extended.Tables.FirstOrDefault(known => known.Id == table.Id));
        }

        return extension with { Tables = [.. extended.Tables.Select(table => Merge(table, extension))] };
    }

    private static TableFile Merge(TableFile table, FormFile extension) => table with
    {
        Sections = [.. table.Sections.Select(section => extension.Tables
            .Where(added => added.Id == table.Id)
            .SelectMany(added => added.Sections)
            .Where(added => added.Id == section.Id)
            .Aggregate(section, (merged, added) => Insert(extension, merged, added)))],
    };

    private static SectionFile Insert(FormFile extension, SectionFile section, SectionFile added)
    {
        var rows = section.Rows.ToList();
        var place = added.After is null ? rows.Count : rows.FindIndex(row => row.Code == added.After) + 1;
        if (place == 0 && added.After is not null)
        {
            throw new FormatException($"Form {extension.Id}: {section.Id} has no row {added.After}.");
        }

        rows.InsertRange(place, added.Rows.Select(row => row with { Local = true, Optional = true }));
        return section with { Rows = rows, Groups = Union(section.Groups, added.Groups) };
    }

    /// <summary>A heading of the same name is one that the extension numbers or words anew.</summary>
    private static Dictionary<string, GroupFile> Union(
        IReadOnlyDictionary<string, GroupFile> groups, IReadOnlyDictionary<string, GroupFile> added)
    {
        var union = groups.ToDictionary(StringComparer.Ordinal);
        foreach (var (name, group) in added)
        {
            union[name] = group;
        }

        return union;
    }

    private static void RequireKnown(FormFile extension, TableFile added, TableFile? known)
    {
        if (known is null)
        {
            throw new FormatException($"Form {extension.Id}: form {extension.Extends} has no table {added.Id}.");
        }

        var sections = known.Sections.Select(section => section.Id).ToHashSet(StringComparer.Ordinal);
        if (added.Sections.FirstOrDefault(section => !sections.Contains(section.Id)) is { } unknown)
        {
            throw new FormatException($"Form {extension.Id}: {added.Id} has no section {unknown.Id}.");
        }
    }
}
