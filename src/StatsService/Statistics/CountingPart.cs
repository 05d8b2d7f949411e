using StatsService.Forms;
using StatsService.Reports;

namespace StatsService.Statistics;

/// <summary>What a report says for one scope, cut down to the sections that count for it.</summary>
internal sealed record CountingPart(ReportAt At, ReportPart Part)
{
    /// <summary>The parts of an organ's reports for one year, by scope; of one scope the weightiest first.</summary>
    /// <remarks>
    /// Decision 8: a section counts once for a scope, from the report whose own scope it is, else from the other; a
    /// report whose own scope is not known comes last.
    /// </remarks>
    public static IReadOnlyList<CountingPart> Of(IEnumerable<ReportAt> reports, FormCatalog catalog) =>
        [.. Uncut(reports, catalog).SelectMany(OneOfEach)];

    /// <summary>The same with all sections: what one report gives another may give too.</summary>
    public static IEnumerable<IReadOnlyList<CountingPart>> Uncut(IEnumerable<ReportAt> reports, FormCatalog catalog) =>
        reports
            .SelectMany(at => catalog.Parts(at.Report.Content).Select(part => new CountingPart(at, part)))
            .GroupBy(part => part.Part.Scope).OrderBy(group => group.Key)
            .Select(group => (IReadOnlyList<CountingPart>)
            [
                .. group
                    .OrderBy(part => part.At.Report.Scope == group.Key ? 0 : 1)
                    .ThenBy(part => part.At.Report.Scope == Scope.Unknown ? 1 : 0)
                    .ThenBy(part => part.At.Report.Id, StringComparer.Ordinal),
            ]);

    /// <param name="parts">Of one scope, the weightiest first.</param>
    public static IEnumerable<CountingPart> OneOfEach(IEnumerable<CountingPart> parts)
    {
        var taken = new HashSet<(string Table, string Section)>();
        foreach (var part in parts)
        {
            var tables = part.Part.Tables
                .Select(table => Without(table, taken)).Where(table => table.Sections.Count > 0).ToList();
            taken.UnionWith(tables.SelectMany(table => table.Sections.Select(section => (table.Table.Table, section))));
            yield return part with { Part = part.Part with { Tables = tables } };
        }
    }

    private static TablePart Without(TablePart table, HashSet<(string Table, string Section)> taken) => table with
    {
        Sections = table.Sections.Where(section => !taken.Contains((table.Table.Table, section)))
            .ToHashSet(StringComparer.Ordinal),
    };
}
