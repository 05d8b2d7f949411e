using Ogi.Stats.V1;
using StatsService.Forms;
using CellValue = Ogi.Stats.V1.CellValue;
using FormCell = StatsService.Forms.FormCell;
using ReportTable = Ogi.Stats.V1.ReportTable;

namespace StatsService.Tests.Fixtures;

/// <summary>Small reports that balance, for tests of what happens to a report.</summary>
internal static class BalancedReports
{
    /// <summary>
    /// Table 3 of 2021: so many applications received and granted, all by natural persons,
    /// every other cell a printed 0.
    /// </summary>
    public static Report Of(string name, long received) => new()
    {
        Name = name,
        Title = "测试报告",
        Tables =
        {
            new ReportTable { Table = "table3", Form = "forms/2021", Cells = { Table3(received) } },
        },
    };

    /// <summary>The same with a carried-in total that its row and column do not bear out.</summary>
    public static Report WithOneError(string name, long received)
    {
        var report = Of(name, received);
        report.Tables[0].Cells["applications.carried_in@total"] = new CellValue { Count = 1 };
        return report;
    }

    private static Dictionary<string, CellValue> Table3(long received) =>
        FormCatalog.Default.Forms["2021"].Table("table3")!.Cells.ToDictionary(
            cell => cell.Code,
            cell => new CellValue { Count = Counted(cell) ? received : 0 },
            StringComparer.Ordinal);

    private static bool Counted(FormCell cell) =>
        (cell.Column is "natural_person" or "total")
        && cell.Row is "applications.received_new" or "applications.outcome.disclosed" or "applications.outcome.total";
}
