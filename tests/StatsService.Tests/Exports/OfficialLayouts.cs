using System.Globalization;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.TestTools;
using FormCatalog = StatsService.Forms.FormCatalog;

namespace StatsService.Tests.Exports;

/// <summary>
/// Each address of an official workbook, held against the table of the circular: <c>OfficialLayouts/*.tsv</c> were
/// typed from tables that governments filled and from the dictionary of the forms, not made by the code under test.
/// </summary>
public sealed class OfficialLayouts(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Theory]
    [InlineData("2014", 2018)]
    [InlineData("2019", 2019)]
    [InlineData("2021", 2024)]
    public async Task Every_label_and_figure_has_the_address_that_it_has_on_paper(string form, int year)
    {
        var layout = Read(form);
        var filed = await service.File(Report(await service.NewReport($"{year}-region"), form, layout));

        var file = await ExportedFile.Of(
            service, new ExportReportsRequest { Parent = filed.Organ, Format = ExportFormat.XlsxOfficial });

        var rows = ExportReaders.Workbook(file.Bytes)[0].Rows;
        string[] title = ["A1 测试市人民政府 测试报告", $"A2 {filed.Name}/revisions/1 FILED"];
        Assert.Equal(
            title.Concat(layout.Select(place => $"{place.First} {place.Shown}")).Order(),
            rows.SelectMany(row => row).Where(cell => cell.Value.Length > 0)
                .Select(cell => $"{cell.Key} {cell.Value}").Order());
        Assert.Equal(
            layout.Select(place => place.Address).Where(address => address.Contains(':', StringComparison.Ordinal))
                .Order(),
            ExportReaders.MergedCells(file.Bytes).Order());
    }

    [Theory]
    [InlineData("2014")]
    [InlineData("2019")]
    [InlineData("2021")]
    public void No_cell_of_the_form_is_left_out(string form) => Assert.Equal(
        FormCatalog.Default.Forms[form].Cells.Values.Where(cell => !cell.Optional).Select(cell => cell.Code).Order(),
        Read(form).Select(place => place.Cell).OfType<string>().Order());

    private static List<Place> Read(string form) =>
    [
        .. File.ReadLines(Path.Combine(
                Repository.Root, "tests/StatsService.Tests/Exports/OfficialLayouts", form + ".tsv"))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('\t'))
            .Select(parts => new Place(parts[0], parts[1])),
    ];

    /// <summary>A report that says in each cell where it should stand.</summary>
    private static Report Report(string name, string form, List<Place> layout)
    {
        var report = new Report { Name = name, Title = "测试报告" };
        foreach (var table in FormCatalog.Default.Forms[form].Tables)
        {
            var cells = table.Cells.Select(cell => cell.Code).ToHashSet(StringComparer.Ordinal);
            report.Tables.Add(new ReportTable
            {
                Table = table.Id,
                Form = "forms/" + form,
                Cells =
                {
                    layout.Where(place => cells.Contains(place.Cell ?? ""))
                        .ToDictionary(place => place.Cell!, place => place.Value),
                },
            });
        }

        return report;
    }

    /// <param name="Address"><c>A5</c>, or of merged cells <c>A5:D5</c>.</param>
    /// <param name="Printed">A label; or the code of a cell behind <c>=</c>, and behind that the unit of money.</param>
    private sealed record Place(string Address, string Printed)
    {
        /// <summary>Of merged cells the first one, which has what all of them show.</summary>
        public string First => Address.Split(':')[0];

        /// <summary>None: a label stands here.</summary>
        public string? Cell => Printed.StartsWith('=') ? Printed[1..].Split(' ')[0] : null;

        public string Shown => Cell is null ? Printed : $"{Number}";

        public CellValue Value => Printed.Split(' ') switch
        {
            [_, "元"] => Money(AmountUnit.Yuan),
            [_, "万元"] => Money(AmountUnit.TenThousandYuan),
            _ => new() { Count = Number },
        };

        /// <summary>A number that no other address has: C18 has 318.</summary>
        private int Number => int.Parse($"{First[0] - 'A' + 1}{int.Parse(First[1..], CultureInfo.InvariantCulture):00}",
            CultureInfo.InvariantCulture);

        private CellValue Money(AmountUnit unit) => new() { Amount = new() { Value = $"{Number}", Unit = unit } };
    }
}
