using StatsService.Forms;

namespace StatsService.Benchmarks;

/// <summary>
/// Reports on the form of 2021 as departments publish them: most have few applications, about two in three print their
/// zeros and the others leave those cells blank. Deterministic: the same number gives the same report.
/// </summary>
internal static class PlausibleReports
{
    private const double PrintsZeros = 0.66;
    private const double HasNoApplications = 0.5;

    public static ReportContent Make(int number)
    {
        var random = new Random(number);
        var form = FormCatalog.Default.Forms["2021"];
        var empty = random.NextDouble() < PrintsZeros ? CellValue.Count(0) : CellValue.Blank;
        var tables = form.Tables
            .Select(table => new ReportTable(
                table.Id, form.Id, table.Cells.ToDictionary(cell => cell.Code, _ => empty, StringComparer.Ordinal)))
            .ToList();
        Applications(random, (Dictionary<string, CellValue>)tables[1].Cells);
        Disclosures(random, form.Tables[0], (Dictionary<string, CellValue>)tables[0].Cells);
        return new(2021, Scope.Organ, tables, []);
    }

    private static void Applications(Random random, Dictionary<string, CellValue> cells)
    {
        if (random.NextDouble() < HasNoApplications)
        {
            return;
        }

        var received = 1 + (int)Math.Pow(10, random.NextDouble() * 2.2);
        var refused = random.Next(1 + (received / 5));
        foreach (var column in new[] { "natural_person", "total" })
        {
            cells[$"applications.received_new@{column}"] = CellValue.Count(received);
            cells[$"applications.outcome.disclosed@{column}"] = CellValue.Count(received - refused);
            cells[$"applications.outcome.not_disclosed.third_party_rights@{column}"] = CellValue.Count(refused);
            cells[$"applications.outcome.total@{column}"] = CellValue.Count(received);
        }
    }

    private static void Disclosures(Random random, FormTable table, Dictionary<string, CellValue> cells)
    {
        foreach (var cell in table.Cells.Where(cell => cell.Type == CellType.Count && random.NextDouble() < 0.4))
        {
            cells[cell.Code] = CellValue.Count(random.Next(2000));
        }
    }
}
