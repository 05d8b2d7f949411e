using Wire = Ogi.Stats.V1;

namespace StatsService.Exports;

/// <summary>About how much an export is.</summary>
/// <param name="Items">Reports, or rows of the query.</param>
/// <param name="Rows">Of the file.</param>
internal sealed record ExportSize(long Items, long Rows, long Bytes);

/// <summary>Bytes of files as measured (docs/adr/0015).</summary>
internal static class ExportBytes
{
    /// <summary>What is there without a row, for a cell and for a figure.</summary>
    private static (int File, double Cell, double Figure) Of(ExportFormat format) => format.Id switch
    {
        Wire.ExportFormat.Xlsx => (6_000, 167, 115),
        Wire.ExportFormat.XlsxOfficial => (3_000, 24, 0),
        Wire.ExportFormat.Ndjson => (1_000, 810, 880),
        Wire.ExportFormat.Parquet => (10_000, 1.7, 1.5),
        _ => (500, 454, 260),
    };

    public static long OfCells(ExportFormat format, long cells) =>
        Of(format).File + (long)(cells * Of(format).Cell);

    public static long OfFigures(ExportFormat format, long figures) =>
        Of(format).File + (long)(figures * Of(format).Figure);
}
