using System.IO.Compression;
using System.Text;

namespace StatsService.Exports.Formats;

/// <summary>
/// An XLSX file, written forward: sheet by sheet, and last the parts that list them. Times in it are fixed.
/// </summary>
internal sealed class Workbook(Stream file) : IDisposable
{
    private const string Declaration = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    /// <summary>The first day that the format of archives knows.</summary>
    private static readonly DateTimeOffset Written = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _archive = new(file, ZipArchiveMode.Create, leaveOpen: true);
    private readonly List<string> _sheets = [];

    /// <summary>Begins a sheet; the one before is ended.</summary>
    /// <param name="name">At most <see cref="SheetNames.MaxLength"/> characters, and no other sheet's.</param>
    public Sheet Begin(string name, params double[] widths)
    {
        _sheets.Add(name);
        return new(Part($"xl/worksheets/sheet{_sheets.Count}.xml"), widths);
    }

    /// <summary>The last sheet: what the file is, then its columns, if any.</summary>
    public void DescribeAndEnd(
        IReadOnlyList<(string Key, string Value)> facts, IReadOnlyList<ExportColumn> columns)
    {
        const int MaxText = 32_000; // of a cell 32,767
        using (var sheet = Begin("说明 about", 24, 60, 60))
        {
            foreach (var (key, value) in facts)
            {
                foreach (var some in value.Chunk(MaxText))
                {
                    sheet.Row().Text(1, key, Style.Bold).Text(2, new(some));
                }
            }

            foreach (var column in columns)
            {
                sheet.Row().Text(1, column.Name, Style.Bold).Text(2, column.Meaning.Zh).Text(3, column.Meaning.En);
            }
        }

        End();
    }

    public void Dispose() => _archive.Dispose();

    private void End()
    {
        var numbers = Enumerable.Range(1, _sheets.Count).ToList();
        Write("xl/styles.xml", Style.Sheet);
        Write("xl/workbook.xml", $"""
            <workbook xmlns="{Main}" xmlns:r="{Office}"><sheets>{string.Concat(numbers.Select(i =>
                $"""<sheet name="{Xml.Escaped(_sheets[i - 1])}" sheetId="{i}" r:id="rId{i}"/>"""))}</sheets></workbook>
            """);
        Write("xl/_rels/workbook.xml.rels", Relations(numbers
            .Select(i => ($"rId{i}", "worksheet", $"worksheets/sheet{i}.xml"))
            .Append(("rIdStyles", "styles", "styles.xml"))));
        Write("_rels/.rels", Relations([("rId1", "officeDocument", "xl/workbook.xml")]));
        Write("[Content_Types].xml", $"""
            <Types xmlns="{Package}/content-types"><Default Extension="rels"
            ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override
            PartName="/xl/workbook.xml" ContentType="{Types}.sheet.main+xml"/><Override
            PartName="/xl/styles.xml" ContentType="{Types}.styles+xml"/>{string.Concat(numbers.Select(i =>
                $"""<Override PartName="/xl/worksheets/sheet{i}.xml" ContentType="{Types}.worksheet+xml"/>"""))}</Types>
            """);
        _archive.Dispose();
    }

    private static string Relations(IEnumerable<(string Id, string Type, string Target)> relations) => $"""
        <Relationships xmlns="{Package}/relationships">{string.Concat(relations.Select(relation =>
            $"""<Relationship Id="{relation.Id}" Type="{Office}/{relation.Type}" Target="{relation.Target}"/>"""))}
        </Relationships>
        """;

    private void Write(string part, string xml)
    {
        using var writer = new StreamWriter(Part(part), new UTF8Encoding(false)) { NewLine = "\n" };
        writer.WriteLine(Declaration);
        writer.Write(xml.ReplaceLineEndings("\n"));
    }

    private Stream Part(string name)
    {
        var entry = _archive.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = Written;
        return entry.Open();
    }
}
