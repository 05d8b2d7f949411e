using StatsService.Exports.Formats;
using StatsService.Failures;
using Wire = Ogi.Stats.V1;

namespace StatsService.Exports;

/// <summary>A file format.</summary>
internal sealed record ExportFormat(Wire.ExportFormat Id, string MediaType, string Extension)
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static readonly Dictionary<Wire.ExportFormat, ExportFormat> All = new ExportFormat[]
    {
        new(Wire.ExportFormat.Csv, "text/csv; charset=utf-8; header=present", "csv"),
        new(Wire.ExportFormat.CsvBom, "text/csv; charset=utf-8; header=present", "csv"),
        new(Wire.ExportFormat.Xlsx, Workbook, "xlsx"),
        new(Wire.ExportFormat.XlsxOfficial, Workbook, "xlsx"),
        new(Wire.ExportFormat.Ndjson, "application/x-ndjson", "ndjson"),
        new(Wire.ExportFormat.Parquet, "application/vnd.apache.parquet", "parquet"),
    }.ToDictionary(format => format.Id);

    public static IEnumerable<string> MediaTypes =>
        All.Values.Select(format => format.MediaType).Distinct(StringComparer.Ordinal);

    public bool IsOfficial => Id == Wire.ExportFormat.XlsxOfficial;

    public static ExportFormat Of(Wire.ExportFormat asked)
    {
        const string Field = "format";
        Refusals.DemandDefined(asked, Field);
        return All.GetValueOrDefault(asked) ?? throw Refusals.Required(Field);
    }

    /// <summary>Begins a file of a flat format.</summary>
    /// <param name="facts">What the file says of itself, where there is a place.</param>
    public TableWriter Begin(
        Stream file, IReadOnlyList<ExportColumn> columns, IReadOnlyList<(string Key, string Value)> facts) => Id switch
        {
            Wire.ExportFormat.Csv => new CsvTable(file, columns, forSpreadsheets: false),
            Wire.ExportFormat.CsvBom => new CsvTable(file, columns, forSpreadsheets: true),
            Wire.ExportFormat.Xlsx => new WorkbookTable(file, columns, facts),
            Wire.ExportFormat.Ndjson => new NdjsonTable(file, columns, facts),
            Wire.ExportFormat.Parquet => new ParquetTable(file, columns, facts),
            _ => throw new InvalidOperationException($"{Id} is not flat."),
        };
}
