using System.Globalization;
using System.Text.Json.Nodes;
using Ogi.Stats.V1;
using StatsService.Tests.Exports;
using StatsService.Tests.Fixtures;
using StatsService.TestTools;

namespace StatsService.Tests.Clients;

/// <summary>
/// Files that are not text, read by programs of others: hyparquet in Node, openpyxl in Python. They find the cells of
/// the service in them: states, origins, units and numbers.
/// </summary>
public sealed class ForeignReaders(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string Hyparquet = "tests/clients/parquet/node_modules/hyparquet/package.json";
    private const string OpenPyxl = "/usr/lib/python3/dist-packages/openpyxl/__init__.py";

    [NeedsFact("node", Hyparquet)]
    public async Task Hyparquet_reads_the_cells_of_the_reports()
    {
        var (request, expected) = await TwoReports();

        var file = await Export(request, ExportFormat.Parquet);
        var found = await ReadParquet(file);

        Assert.Equal(expected, Rows(found).Select(CellsOfReports.Told));
        Assert.Equal(file.Manifest.Query, (string)found["about"]!["ogi.stats.query"]!);
        Assert.Equal(
            file.Manifest.Columns.Select(column => (column.Name, TypeOf(column))),
            found["columns"]!.AsObject().Select(column => (column.Key, (string)column.Value!)));
    }

    [NeedsFact("node", Hyparquet)]
    public async Task Hyparquet_reads_the_figures_with_their_rates()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(SampleReports.Changzhi2019(organ));
        var selection = new Selection { Organs = { organ }, FirstYear = 2019, LastYear = 2020 };
        Measure[] measures =
        [
            new() { Indicator = "applications.received" },
            new() { Indicator = "applications.carried_out" },
            new() { Indicator = "procurement.centralized.amount" },
            new() { Indicator = "applications.granted", Denominator = "applications.total" },
        ];

        var file = await ExportedFile.Of(service, new ExportFiguresRequest
        {
            Selection = selection,
            Measures = { measures },
            Format = ExportFormat.Parquet,
        });
        var rows = Rows(await ReadParquet(file));

        var asked = await service.Statistics.QueryIndicatorsAsync(
            new() { Selection = selection, Measures = { measures } });
        Assert.Equal(
            asked.Rows.SelectMany(row => row.Figures.Select(figure => Told(row.Header, figure))), rows.Select(Told));
        Assert.Contains(rows, row => row["state"] == "VALUE" && row.ContainsKey("rate"));
    }

    [NeedsFact(PythonModules.Python, OpenPyxl)]
    public async Task Openpyxl_reads_the_cells_of_the_reports()
    {
        var (request, expected) = await TwoReports();

        var file = await Export(request, ExportFormat.Xlsx);
        var sheets = await ReadWorkbook(file);

        var cells = sheets[0]!["cells"]!.AsObject();
        var names = file.Manifest.Columns.Select((column, i) => (column.Name, Letters: Letters(i))).ToList();
        var rows = Enumerable.Range(2, (int)file.Trailer.RowCount).Select(row => names
            .Select(column => (column.Name, Value: cells[$"{column.Letters}{row}"]?["value"]))
            .Where(cell => cell.Value is not null)
            .ToDictionary(cell => cell.Name, cell => cell.Value!.ToString(), StringComparer.Ordinal));
        Assert.Equal(names.Select(column => column.Name), names.Select(column => Text(cells, column.Letters + "1")));
        Assert.Equal(expected, rows.Select(CellsOfReports.Told));
        Assert.DoesNotContain(cells, cell => (string)cell.Value!["type"]! == "f");
        Assert.Equal("说明 about", (string)sheets[1]!["name"]!);
        Assert.Equal(file.Manifest.Query, Text(sheets[1]!["cells"]!.AsObject(), "B1"));
    }

    [NeedsFact(PythonModules.Python, OpenPyxl)]
    public async Task Openpyxl_reads_the_official_tables_as_a_person_sees_them()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(SampleReports.Changzhi2019(organ));

        var sheets = await ReadWorkbook(
            await Export(new() { Parent = organ }, ExportFormat.XlsxOfficial));

        var sheet = sheets[0]!.AsObject();
        var cells = sheet["cells"]!.AsObject();
        Assert.EndsWith(" 2019-region", (string)sheet["name"]!, StringComparison.Ordinal);
        Assert.Equal(("本年新制作数量", "187"), (Text(cells, "B6"), Text(cells, "B8")));
        Assert.Equal(("第二十条第（五）项 LEVEL", "120052"), (Text(cells, "A9"), Text(cells, "D11")));
        Assert.Contains("A9:D9", sheet["merged"]!.AsArray().Select(merged => (string)merged!));
        var purchases = cells.Single(cell => cell.Value!["value"]!.ToString() == "63014.23").Value!;
        Assert.Equal(("n", "General\"万元\""), ((string)purchases["type"]!, (string)purchases["format"]!));
    }

    /// <summary>A real report, and one with cells of every state; and what the service says of their cells.</summary>
    private async Task<(ExportReportsRequest Request, List<string> Expected)> TwoReports()
    {
        var organ = await TestOrgans.Register(service);
        Report[] reports =
        [
            await service.File(SampleReports.Changzhi2019(organ)),
            await service.File(ReportsOfEveryState.Of(organ)),
        ];
        List<string> expected = [.. reports.SelectMany(CellsOfReports.Of)];
        string[] states = ["VALUE", "ZERO", "BLANK", "NOT_APPLICABLE", "UNREADABLE", "NOT_PRINTED", "UNCERTAIN"];
        Assert.All(states, state => Assert.Contains(
            expected, cell => cell.Contains($" {state} ", StringComparison.Ordinal)));
        return (new() { Parent = organ }, expected);
    }

    private async Task<ExportedFile> Export(ExportReportsRequest request, ExportFormat format) =>
        await ExportedFile.Of(service, new ExportReportsRequest(request) { Format = format });

    private static async Task<JsonNode> ReadParquet(ExportedFile export)
    {
        Tools.Require(Hyparquet);
        using var file = new TemporaryFile("export.parquet", export.Bytes);
        return JsonNode.Parse(await Programs.Run(
            "node", [Path.Combine(Repository.Root, "tests/clients/parquet/read.mjs"), file.Path]))!;
    }

    private static async Task<JsonArray> ReadWorkbook(ExportedFile export)
    {
        Tools.Require(OpenPyxl);
        using var file = new TemporaryFile("export.xlsx", export.Bytes);
        return JsonNode.Parse(await Programs.Run(
            PythonModules.Python, [Path.Combine(Repository.Root, "tests/clients/python/workbook.py"), file.Path]))!
            .AsArray();
    }

    private static List<Dictionary<string, string>> Rows(JsonNode read) =>
    [
        .. read["rows"]!.AsArray().Select(row => row!.AsObject().ToDictionary(
            cell => cell.Key, cell => (string)cell.Value!, StringComparer.Ordinal)),
    ];

    private static string Told(FigureHeader header, Figure figure) => string.Join(
        ' ', header.Year, figure.Measure.Indicator, figure.HasCount ? $"{figure.Count}" : figure.Amount?.Value ?? "-",
        figure.Rate is { HasValue: true } rate ? rate.Value.ToString(CultureInfo.InvariantCulture) : "-");

    private static string Told(Dictionary<string, string> row) => string.Join(
        ' ', row["year"], row["indicator"], row.GetValueOrDefault("value", "-"), row.GetValueOrDefault("rate", "-"));

    private static string? Text(JsonObject cells, string address) => cells[address]?["value"]?.ToString();

    /// <summary>As Parquet calls it.</summary>
    private static string TypeOf(ExportColumn column) => column.Type switch
    {
        ExportColumnType.Text => "BYTE_ARRAY",
        ExportColumnType.Integer => "INT64",
        ExportColumnType.Decimal => "DECIMAL",
        _ => "DOUBLE",
    };

    private static string Letters(int i) => i < 26 ? $"{(char)('A' + i)}" : $"A{(char)('A' + i - 26)}";
}
