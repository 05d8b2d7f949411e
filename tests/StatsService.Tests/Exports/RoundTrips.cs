using System.Text;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Exports;

/// <summary>What a report holds is read back out of every format; nothing uncertain as a value.</summary>
public sealed class RoundTrips(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    public static TheoryData<ExportFormat> Formats => [.. ExportedFile.Flat];

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Every_state_of_a_cell_survives(ExportFormat format)
    {
        var rows = await (await Export(format)).Rows();

        Assert.Equal(ReportsOfEveryState.Cells, rows.Select(Told));
        Assert.All(rows, row => Assert.Equal(row["state"] is "VALUE" or "ZERO", row.ContainsKey("value")));
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task A_row_says_whose_it_is_what_it_covers_and_where_it_stands(ExportFormat format)
    {
        var file = await Export(format);
        var rows = await file.Rows();

        var report = (await service.Reports.GetReportAsync(new() { Name = rows[0]["report"] })).Report;
        Assert.All(rows, row => Assert.Equal(
            (report.Organ, report.OrganTitle, "2021", "REGION", "1", "FILED"),
            (row["organ"], row["organ_title"], row["year"], row["scope"], row["revision"], row["report_state"])));
        var licensing = rows.Single(row => row["cell"] == "actions.licensing.decisions");
        Assert.Equal(
            ("TABLE", "forms/2021", "table2", "table2.item5", "LEVEL", "行政许可", "Licensing", "本年处理决定数量"),
            (licensing["origin"], licensing["form"], licensing["table"], licensing["section"], licensing["covers"],
                licensing["row_zh"], licensing["row_en"], licensing["column_zh"]));
        var stated = rows.Single(row => row["cell"] == "t1");
        Assert.Equal(
            ("TEXT", "2020", "indicators/applications.received", "+ “去年”收到7件,\n其中_x0041_", "REGION"),
            (stated["origin"], stated["stated_year"], stated["indicators"], stated["sentence"], stated["covers"]));
        Assert.Equal("-", rows.Single(row => row["state"] == "NOT_APPLICABLE")["printed"]);
    }

    [Fact]
    public async Task For_spreadsheets_no_text_begins_like_a_formula_and_numbers_stay_numbers()
    {
        var csv = Encoding.UTF8.GetString((await Export(ExportFormat.CsvBom)).Bytes);
        var plain = Encoding.UTF8.GetString((await Export(ExportFormat.Csv)).Bytes);

        Assert.Equal('\uFEFF', csv[0]);
        Assert.Contains(",'=1+1,", csv, StringComparison.Ordinal);
        Assert.Contains(",'-,", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(",=", csv, StringComparison.Ordinal);
        Assert.Contains(",=1+1,", plain, StringComparison.Ordinal);
        Assert.Contains(",63014.23,", csv, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_workbook_no_cell_is_a_formula()
    {
        using var archive = new System.IO.Compression.ZipArchive(
            new MemoryStream((await Export(ExportFormat.Xlsx)).Bytes));
        using var sheet = new StreamReader(archive.GetEntry("xl/worksheets/sheet1.xml")!.Open());
        var xml = await sheet.ReadToEndAsync();

        Assert.Contains(">=1+1</t>", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("<f>", xml, StringComparison.Ordinal);
    }

    private async Task<ExportedFile> Export(ExportFormat format)
    {
        var organ = await TestOrgans.Register(service);
        await service.File(ReportsOfEveryState.Of(organ));
        return await ExportedFile.Of(service, new ExportReportsRequest { Parent = organ, Format = format });
    }

    private static string Told(IReadOnlyDictionary<string, string> row)
    {
        string[] columns = ["cell", "state", "value", "unit", "yuan", "printed", "alternatives"];
        return string.Join(' ', columns.Select(column =>
            row.GetValueOrDefault(column, "-").Replace(" | ", "|", StringComparison.Ordinal)));
    }
}
