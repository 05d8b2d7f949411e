using Microsoft.Extensions.Primitives;
using Wire = Ogi.Stats.V1;

namespace StatsService.Exports;

/// <summary>Formats as people write them in an address: <c>csv</c>, which spreadsheets open, is the default.</summary>
internal static class DownloadFormats
{
    private const string Field = "format";

    private static readonly Dictionary<string, Wire.ExportFormat> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        [""] = Wire.ExportFormat.CsvBom,
        ["csv"] = Wire.ExportFormat.CsvBom,
        ["xlsx"] = Wire.ExportFormat.Xlsx,
        ["xlsx_official"] = Wire.ExportFormat.XlsxOfficial,
        ["ndjson"] = Wire.ExportFormat.Ndjson,
        ["parquet"] = Wire.ExportFormat.Parquet,
    };

    /// <summary>The parameters with the format as the protos write it. What is no such word is left as it is.</summary>
    public static IQueryCollection Written(IQueryCollection query)
    {
        var asked = query[Field];
        if (asked.Count > 1 || !Words.TryGetValue(asked.ToString(), out var format))
        {
            return query;
        }

        var written = query.ToDictionary(each => each.Key, each => each.Value, StringComparer.Ordinal);
        written[Field] = new StringValues("EXPORT_FORMAT_" + ExportWords.Of(format));
        return new QueryCollection(written);
    }
}
