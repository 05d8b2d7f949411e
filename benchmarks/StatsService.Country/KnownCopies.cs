using StatsService.Canonical;
using StatsService.Forms;

namespace StatsService.Country;

/// <summary>The rules on several organs' reports with the same tables a second time: cell by cell, no digest.</summary>
public static class KnownCopies
{
    private const int LeastFilled = 15;
    private const int LeastDistinct = 6;

    /// <summary>Whether that another report has the same tables is no chance.</summary>
    public static bool IsTelling(ReportContent content)
    {
        var filled = Values(content).Where(value => value != 0).ToList();
        return filled.Count >= LeastFilled && filled.Distinct().Count() >= LeastDistinct;
    }

    /// <summary>The ids of the findings, by name, of each report that has any.</summary>
    /// <param name="reports">All of one year that are or were on file.</param>
    public static ILookup<ReportName, string> Broken(IReadOnlyCollection<CountryReport> reports)
    {
        var asked = reports.Where(report => report.CopyOf is not null
            || (report.OnFile is { } content && IsTelling(content))).ToList();
        return Differing(asked).Concat(Identical(asked))
            .ToLookup(finding => finding.Report.Name, finding => finding.Rule);
    }

    private static IEnumerable<(CountryReport Report, string Rule)> Differing(IEnumerable<CountryReport> asked) =>
        from report in asked
        where report is { CopyOf: not null, OnFile: not null }
            && (report.CopyOf.OnFile is not { } original || !AreSame(report.OnFile, original))
        select (report, "report.copy_differs");

    /// <summary>Reports with another sum of all cells are not alike.</summary>
    private static IEnumerable<(CountryReport Report, string Rule)> Identical(IEnumerable<CountryReport> asked) =>
        from alike in asked.Where(report => report.OnFile is { } content && IsTelling(content))
            .GroupBy(report => Values(report.OnFile!).Sum())
        from report in alike
        where alike.Any(other => other.Organ.Id != report.Organ.Id && AreSame(report.OnFile!, other.OnFile!))
        select (report, "report.identical");

    private static bool AreSame(ReportContent report, ReportContent other) =>
        report.Tables.Count == other.Tables.Count
        && report.Tables.Zip(other.Tables).All(tables => tables.First.Form == tables.Second.Form
            && tables.First.Cells.Count == tables.Second.Cells.Count
            && tables.First.Cells.All(cell => AreSame(cell.Value, tables.Second[cell.Key])));

    private static bool AreSame(CellValue value, CellValue other) =>
        (value.State, value.Value, value.Unit) == (other.State, other.Value, other.Unit);

    private static IEnumerable<decimal> Values(ReportContent content) =>
        content.Tables.SelectMany(table => table.Cells.Values).Select(value => value.Value);
}
