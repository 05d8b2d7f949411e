using StatsService.Forms;
using StatsService.Reports;
using StatsService.Statistics;

namespace StatsService.Continuity;

/// <summary>What an organ reported for one scope in one year: each section from the report that counts.</summary>
internal sealed record YearPart(Scope Scope, int Year, IReadOnlyList<CountingPart> Parts)
{
    public ReportPart Whole { get; } =
        new(Scope, [.. Parts.SelectMany(part => part.Part.Tables)], []) { Year = Year };

    /// <summary>The names of the revisions that give a table.</summary>
    public IEnumerable<string> Revisions => Parts.Select(part => NameOf(part.At));

    /// <summary>By scope, in their order; those without a table left out.</summary>
    public static IReadOnlyDictionary<Scope, YearPart> Of(IEnumerable<ReportAt> reports, int year, FormCatalog catalog)
    {
        var parts = CountingPart.Of(reports, catalog).Where(part => part.Part.Tables.Count > 0);
        return new SortedDictionary<Scope, YearPart>(parts.GroupBy(part => part.Part.Scope)
            .ToDictionary(group => group.Key, group => new YearPart(group.Key, year, [.. group])));
    }

    public static string NameOf(ReportAt at) => $"{at.Report.Id}/revisions/{at.Report.Version}";

    /// <summary>The report in which a cell of it stands.</summary>
    public ReportAt HolderOf(FindingCell cell) => Parts.First(part => part.Part.Tables.Any(table =>
        table.Table.Table == cell.Table
        && table.Form.Cells.TryGetValue(cell.Cell, out var printed)
        && table.Sections.Contains(printed.Section))).At;
}
