using System.Text.Json;

namespace StatsService.Forms.Tests.Support;

/// <summary>Real reports with the figures that were read by hand from them.</summary>
internal static class Truth
{
    /// <summary>Of the five samples (<c>tests/Golden/truth</c>): facts only.</summary>
    public static IEnumerable<(string Name, JsonElement Content)> Samples() =>
        In(Path.GetDirectoryName(Repository.Truth("all"))!);

    /// <summary>Of the reports as published; only where they are there.</summary>
    public static IEnumerable<(string Name, JsonElement Content)> Originals() =>
        In(Path.Combine(Repository.Seeds!, "truth")).Concat(In(Path.Combine(Repository.Corpus!, "truth")));

    public static JsonElement Of(string sample) => Samples().Single(file => file.Name == sample).Content;

    /// <summary>Its figures in the tables of its form.</summary>
    public static ReportContent Report(JsonElement truth)
    {
        var form = FormCatalog.Default.Form(FormOf(truth))!;
        var cells = truth.GetProperty("values").EnumerateObject()
            .Select(value => (Code: Code(value.Name), Number: value.Value.GetDecimal()))
            .Where(value => form.Cells.ContainsKey(value.Code))
            .DistinctBy(value => value.Code, StringComparer.Ordinal)
            .Select(value => (Cell: form.Cells[value.Code], value.Number));
        var blanks = truth.GetProperty("blank_cells").EnumerateArray().Select(code => form.Cells[code.GetString()!]);
        var values = cells.Select(value => (value.Cell, Value: Value(value.Cell, value.Number)))
            .Concat(blanks.Select(cell => (Cell: cell, Value: CellValue.Blank)));
        return new(
            truth.GetProperty("report_year").GetInt32(), Scope.Region,
            [.. values.GroupBy(value => value.Cell.Table, StringComparer.Ordinal).Select(table =>
                new ReportTable(table.Key, form.Id,
                    table.ToDictionary(v => v.Cell.Code, v => v.Value, StringComparer.Ordinal)))],
            []);
    }

    private static string FormOf(JsonElement truth) => truth.GetProperty("form").ToString() switch
    {
        "fujian_provincial" => "fujian",
        var form => form,
    };

    private static CellValue Value(FormCell cell, decimal number) => cell.Type != CellType.Amount
        ? CellValue.Count((long)number)
        : CellValue.Amount(number, cell.Code.EndsWith("_yuan", StringComparison.Ordinal)
            && cell.AmountUnit == AmountUnit.Unspecified
            ? AmountUnit.Yuan
            : AmountUnit.Unspecified);

    private static string Code(string key) =>
        key.Replace("special_funds_as_printed", "special_funds", StringComparison.Ordinal);

    private static IEnumerable<(string Name, JsonElement Content)> In(string folder) =>
        Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileNameWithoutExtension(path), JsonElement.Parse(File.ReadAllText(path))));
}
