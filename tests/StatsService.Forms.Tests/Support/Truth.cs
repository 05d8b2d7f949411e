using System.Text.Json;

namespace StatsService.Forms.Tests.Support;

/// <summary>Real reports with the figures read by hand: <c>shared/seeds/truth</c> and <c>shared/corpus/truth</c>,
/// where they are there.</summary>
internal static class Truth
{
    private static readonly string? Shared = FindShared();

    public static IEnumerable<(string Name, JsonElement Content)> All() =>
        Shared is null ? [] : Directory.EnumerateFiles(Shared, "*.json", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(Path.GetDirectoryName(path)) is "truth")
            .Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileNameWithoutExtension(path),
                JsonDocument.Parse(File.ReadAllText(path)).RootElement));

    /// <summary>None where the folder is not there.</summary>
    public static JsonElement? Find(string name) =>
        All().Where(file => file.Name.Is(name)).Select(file => (JsonElement?)file.Content).FirstOrDefault();

    /// <summary>Its figures in the tables of a form.</summary>
    public static ReportContent Report(JsonElement truth, string formId, Scope scope = Scope.Region)
    {
        var form = FormCatalog.Default.Form(formId)!;
        var cells = truth.GetProperty("values").EnumerateObject()
            .Select(value => (Code: Code(value.Name), Number: value.Value.GetDecimal()))
            .Where(value => form.Cells.ContainsKey(value.Code))
            .DistinctBy(value => value.Code, StringComparer.Ordinal)
            .Select(value => (Cell: form.Cells[value.Code], value.Number));
        var blanks = truth.GetProperty("blank_cells").EnumerateArray().Select(code => form.Cells[code.GetString()!]);
        var values = cells.Select(value => (value.Cell, Value: Value(value.Cell, value.Number)))
            .Concat(blanks.Select(cell => (Cell: cell, Value: CellValue.Blank)));
        return new(
            truth.GetProperty("report_year").GetInt32(), scope,
            [.. values.GroupBy(value => value.Cell.Table, StringComparer.Ordinal).Select(table =>
                new ReportTable(table.Key, formId,
                    table.ToDictionary(v => v.Cell.Code, v => v.Value, StringComparer.Ordinal)))],
            []);
    }

    private static CellValue Value(FormCell cell, decimal number) => cell.Type != CellType.Amount
        ? CellValue.Count((long)number)
        : CellValue.Amount(number, cell.Code.EndsWith("_yuan", StringComparison.Ordinal)
            && cell.AmountUnit == AmountUnit.Unspecified
            ? AmountUnit.Yuan
            : AmountUnit.Unspecified);

    private static string Code(string key) =>
        key.Replace("special_funds_as_printed", "special_funds", StringComparison.Ordinal);

    private static string? FindShared()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var shared = Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(Path.Combine(shared, "seeds")))
            {
                return shared;
            }
        }

        return null;
    }
}
