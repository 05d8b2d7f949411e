using StatsService.Canonical;
using StatsService.Encoded;
using StatsService.Forms;
using StatsService.Reports;
using Wire = Ogi.Stats.V1;

namespace StatsService.Tests.Reports;

/// <summary>Tables that go out as bytes say what those made cell by cell say.</summary>
public sealed class TablesAsBytes
{
    private static readonly CellValue[] Values =
    [
        CellValue.Count(0), CellValue.Count(1), CellValue.Count(127), CellValue.Count(128), CellValue.Count(-6),
        CellValue.Count(long.MaxValue), CellValue.Count(long.MinValue), CellValue.Blank,
        new(CellState.NotApplicable) { Printed = "/" }, new(CellState.Unreadable),
        CellValue.Count(145) with { Printed = "增145" },
        CellValue.Amount(63014.23m, AmountUnit.Yuan), CellValue.Amount(-1.50m, AmountUnit.TenThousandYuan),
        new(CellState.Uncertain) { Alternatives = [CellValue.Count(3), CellValue.Blank] },
        CellValue.Count(7) with { Span = new SourceSpan(0, 3) },
    ];

    public static TheoryData<string> Forms => [.. FormCatalog.Default.Forms.Keys];

    [Theory]
    [MemberData(nameof(Forms))]
    public void Of_every_form_with_every_kind_of_cell(string form)
    {
        var random = new Random(form.Length);
        for (var i = 0; i < 50; i++)
        {
            var tables = FormCatalog.Default.Forms[form].Tables.Select(table => new ReportTable(
                table.Id, form,
                table.Cells.Where(_ => random.Next(5) > 0)
                    .ToDictionary(cell => cell.Code, _ => Values[random.Next(Values.Length)], StringComparer.Ordinal))
            {
                Scope = (Scope)random.Next(4),
                PrintedScope = random.Next(2) == 0 ? "市本级" : null,
                Note = random.Next(2) == 0 ? "单位：件" : null,
            });
            var stored = tables.Select(StoredTables.Write).ToList();
            using var bytes = new WireBuffer();
            EncodedTables.Write(stored, bytes);

            var expected = new Wire.Report { Tables = { stored.Select(StoredTables.Read).Select(WireTables.Write) } };
            Assert.Equal(expected, Wire.Report.Parser.ParseFrom(bytes.Written));
        }
    }
}
