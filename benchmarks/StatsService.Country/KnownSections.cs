using StatsService.Forms;

namespace StatsService.Country;

/// <summary>
/// The rule on a section that two reports of an organ give for one scope, a second time: in this country parts of table
/// 2 of the level, in the report on the region, beside the report on the level.
/// </summary>
public static class KnownSections
{
    /// <summary>The ids of the findings, by name: both reports bear them.</summary>
    /// <param name="reports">What is on file of one organ for one year.</param>
    public static IReadOnlyList<string> Broken(IReadOnlyCollection<ReportContent> reports) =>
    [
        .. (
            from level in reports.Where(report => report.Scope == Scope.Level)
            from region in reports.Where(report => report.Scope == Scope.Region)
            from own in level.Tables
            from table in region.Tables.Where(table => table.Table == own.Table)
            from section in table.SectionScopes.Where(section => section.Scope == Scope.Level)
            where Codes(table, section.Section).Any(code => Differ(own[code], table[code]))
            select $"report.section_differs@{section.Section}@level@region").Order(StringComparer.Ordinal),
    ];

    /// <summary>The cells of a section.</summary>
    internal static IEnumerable<string> Codes(ReportTable table, string section) =>
        FormCatalog.Default.Forms[table.Form].Cells.Values
            .Where(cell => cell.Table == table.Table && cell.Section == section)
            .Select(cell => cell.Code);

    /// <summary>Both are on the form of their year, which prints amounts in one unit.</summary>
    private static bool Differ(CellValue own, CellValue other) =>
        own.HasNumber && other.HasNumber && own.Value != other.Value;
}
