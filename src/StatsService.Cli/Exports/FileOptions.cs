using System.CommandLine;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Exports;

/// <summary>The options that say which file.</summary>
internal sealed class FileOptions
{
    private readonly Option<string?> _format;

    private readonly Option<bool> _bom = new("--bom")
    {
        Description = "CSV带BOM，供电子表格直接打开 | CSV with a byte order mark, for spreadsheets",
    };

    private readonly Option<string?> _out = new("--out")
    {
        HelpName = "FILE",
        Description = "写入的文件；扩展名也定格式 | The file; its extension names the format too",
    };

    private readonly Option<bool> _estimate = new("--estimate")
    {
        Description = "只估计大小，不导出 | Only say how large it would be",
    };

    /// <param name="official">Whether there are official tables to export.</param>
    public FileOptions(bool official)
    {
        string[] words =
        [
            .. EnumWords.All<Wire.ExportFormat>().Keys
                .Where(word => word != "csv_bom" && (official || word != "xlsx_official")),
        ];
        _format = new("--format") { HelpName = string.Join('|', words), Description = "格式 | The format" };
        _format.AcceptOnlyFromAmong(words);
    }

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_format, _bom, _out, _estimate])
        {
            command.Add(option);
        }
    }

    public bool IsEstimate(ParseResult parsed) => parsed.GetValue(_estimate);

    public string Path(ParseResult parsed) => parsed.GetValue(_out)
        ?? throw new UsageException("请用--out给出文件。", "Name the file by --out.");

    public Wire.ExportFormat Format(ParseResult parsed)
    {
        var extension = System.IO.Path.GetExtension(parsed.GetValue(_out) ?? "").TrimStart('.');
        var format = EnumWords.All<Wire.ExportFormat>().GetValueOrDefault(parsed.GetValue(_format) ?? extension);
        if (format == Wire.ExportFormat.Unspecified)
        {
            throw new UsageException(
                "请用--format给出格式，或让--out的扩展名为csv、xlsx、ndjson、parquet。",
                "Name the format by --format, or by the extension of --out: csv, xlsx, ndjson, parquet.");
        }

        return (format, parsed.GetValue(_bom)) switch
        {
            (Wire.ExportFormat.Csv, true) => Wire.ExportFormat.CsvBom,
            (_, true) => throw new UsageException("--bom只用于CSV。", "--bom is for CSV only."),
            _ => format,
        };
    }
}
