using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CsvHelper;
using Ogi.Stats.V1;
using Parquet;
using Parquet.Schema;

namespace StatsService.Tests.Exports;

/// <summary>
/// Reads the flat formats with readers that know nothing of the writers. What is absent is not in a row; of decimal
/// numbers zeros at the end do not matter.
/// </summary>
internal static partial class ExportReaders
{
    private static readonly XNamespace Sheets = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    public static async Task<IReadOnlyList<IReadOnlyDictionary<string, string>>> Read(
        ExportManifest manifest, byte[] file)
    {
        var columns = manifest.Columns.Select(column => column.Name).ToArray();
        var rows = Path.GetExtension(manifest.FileName) switch
        {
            ".csv" => Csv(columns, file),
            ".xlsx" => DataSheets(columns, file),
            ".ndjson" => Ndjson(file),
            _ => await Parquet(columns, file),
        };
        var decimals = manifest.Columns.Where(column => column.Type == ExportColumnType.Decimal)
            .Select(column => column.Name).ToHashSet();
        return [.. rows.Select(row => row.Where(each => each.Value is { Length: > 0 }).ToDictionary(
            each => each.Key,
            each => decimals.Contains(each.Key) ? Plain(each.Value!) : each.Value!,
            StringComparer.Ordinal))];
    }

    /// <summary>The sheets of a workbook, each as its cells by their place.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<IReadOnlyDictionary<string, string>> Rows)> Workbook(
        byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        var names = Part(archive, "xl/workbook.xml").Descendants(Sheets + "sheet")
            .Select(sheet => sheet.Attribute("name")!.Value);
        return [.. names.Select((name, i) => (name, Rows(Part(archive, $"xl/worksheets/sheet{i + 1}.xml"))))];
    }

    /// <summary>The cells of the first sheet that are one, as <c>A5:D5</c>.</summary>
    public static IReadOnlyList<string> MergedCells(byte[] file)
    {
        using var archive = new ZipArchive(new MemoryStream(file));
        return [.. Part(archive, "xl/worksheets/sheet1.xml").Descendants(Sheets + "mergeCell")
            .Select(merged => merged.Attribute("ref")!.Value)];
    }

    private static IEnumerable<Dictionary<string, string?>> Csv(string[] columns, byte[] file)
    {
        using var reader = new CsvReader(
            new StreamReader(new MemoryStream(file), Encoding.UTF8), CultureInfo.InvariantCulture);
        reader.Read();
        reader.ReadHeader();
        Assert.Equal(columns, reader.HeaderRecord);
        var forSpreadsheets = file.AsSpan().StartsWith(Encoding.UTF8.Preamble);
        while (reader.Read())
        {
            yield return columns.ToDictionary(
                column => column,
                column => reader[column] is var text && forSpreadsheets && text!.StartsWith('\'') ? text[1..] : text);
        }
    }

    private static IEnumerable<Dictionary<string, string?>> Ndjson(byte[] file)
    {
        var lines = Encoding.UTF8.GetString(file).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotNull(JsonNode.Parse(lines[0])!["export"]!["query"]);
        return lines[1..].Select(line => JsonNode.Parse(line)!.AsObject().ToDictionary(
            each => each.Key, each => each.Value?.ToString()));
    }

    private static IEnumerable<Dictionary<string, string?>> DataSheets(string[] columns, byte[] file)
    {
        foreach (var (_, rows) in Workbook(file).SkipLast(1))
        {
            var names = rows[0];
            Assert.Equal(columns, names.Values);
            foreach (var row in rows.Skip(1))
            {
                yield return row.ToDictionary(
                    cell => names[Letters().Match(cell.Key).Value + "1"], cell => (string?)cell.Value);
            }
        }
    }

    private static async Task<IEnumerable<Dictionary<string, string?>>> Parquet(string[] columns, byte[] file)
    {
        await using var reader = await ParquetReader.CreateAsync(new MemoryStream(file));
        Assert.Equal(columns, reader.Schema.DataFields.Select(field => field.Name));
        Assert.Contains("ogi.stats.query", reader.CustomMetadata);
        var rows = new List<Dictionary<string, string?>>();
        for (var i = 0; i < reader.RowGroupCount; i++)
        {
            using var group = reader.OpenRowGroupReader(i);
            var some = Enumerable.Range(0, (int)group.RowCount)
                .Select(_ => new Dictionary<string, string?>(StringComparer.Ordinal)).ToList();
            foreach (var field in reader.Schema.DataFields)
            {
                var values = await Values(group, field);
                some.Zip(values).ToList().ForEach(each => each.First[field.Name] = each.Second);
            }

            rows.AddRange(some);
        }

        return rows;
    }

    private static async Task<IEnumerable<string?>> Values(ParquetRowGroupReader group, DataField field)
    {
        if (field.ClrType == typeof(ReadOnlyMemory<char>))
        {
            var texts = new string?[group.RowCount];
            await group.ReadAsync(field, texts.AsMemory()!);
            return texts;
        }

        return field.ClrType == typeof(long) ? await Values<long>(group, field)
            : field.ClrType == typeof(decimal) ? await Values<decimal>(group, field)
            : await Values<double>(group, field);
    }

    private static async Task<IEnumerable<string?>> Values<T>(ParquetRowGroupReader group, DataField field)
        where T : struct, IFormattable
    {
        var values = new T?[group.RowCount];
        await group.ReadAsync(field, values.AsMemory());
        return values.Select(value => value?.ToString(null, CultureInfo.InvariantCulture));
    }

    private static IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(XDocument sheet) =>
        [.. sheet.Descendants(Sheets + "row").Select(row => row.Elements(Sheets + "c").ToDictionary(
            cell => cell.Attribute("r")!.Value,
            cell => cell.Element(Sheets + "v")?.Value ?? Unescaped(cell.Value),
            StringComparer.Ordinal))];

    private static XDocument Part(ZipArchive archive, string name)
    {
        using var part = archive.GetEntry(name)!.Open();
        return XDocument.Load(part, LoadOptions.PreserveWhitespace);
    }

    private static string Unescaped(string text) => Escapes().Replace(
        text, match => ((char)Convert.ToInt32(match.Groups["code"].Value, 16)).ToString());

    private static string Plain(string digits) =>
        decimal.Parse(digits, CultureInfo.InvariantCulture).ToString("0.############", CultureInfo.InvariantCulture);

    [GeneratedRegex("_x(?<code>[0-9A-F]{4})_", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Escapes();

    [GeneratedRegex("^[A-Z]+", RegexOptions.None, 1000)]
    private static partial Regex Letters();
}
