using Google.Protobuf;
using StatsService.Statistics.Obligations;
using Wire = Ogi.Stats.V1;

namespace StatsService.Exports;

/// <summary>Writes a file, and gives the rows so far whenever there is something to take away.</summary>
internal delegate IAsyncEnumerable<long> FileWriter(Stream file, CancellationToken ct);

/// <summary>An export that was understood and may be made; nothing of it is made yet.</summary>
internal sealed record OpenExport(Wire.ExportManifest Manifest, ExportSize Size, FileWriter Write);

/// <summary>What an export is of.</summary>
/// <param name="Name">In names of files.</param>
/// <param name="NameZh">The same in Chinese.</param>
/// <param name="Query">The request, with the position filled in.</param>
internal sealed record ExportSubject(string Name, string NameZh, IMessage Query, Wire.AnswerStamp Stamp)
{
    /// <summary>What the file says of itself.</summary>
    public IReadOnlyList<(string Key, string Value)> Facts =>
    [
        ("query", JsonFormatter.Default.Format(Query)),
        ("as_of_position", Stamp.AsOfPosition),
        ("as_of_time", JsonFormatter.Default.Format(Stamp.AsOfTime).Trim('"')),
        ("catalog_version", Stamp.CatalogVersion),
    ];

    public Wire.ExportManifest Manifest(
        ExportFormat format, ExportSize size, IEnumerable<ExportColumn> columns)
    {
        var day = Stamp.AsOfTime.ToDateTimeOffset().ToOffset(JudgedDay.China)
            .ToString("yyyyMMdd", System.Globalization.CultureInfo.InvariantCulture);
        return new()
        {
            FileName = $"{Name}-{day}.{format.Extension}",
            FileNameZh = $"{NameZh}-{day}.{format.Extension}",
            MediaType = format.MediaType,
            Query = Facts[0].Value,
            Stamp = Stamp,
            ExpectedRowCount = size.Rows,
            Columns =
            {
                columns.Select(column => new Wire.ExportColumn
                {
                    Name = column.Name,
                    Type = column.Type,
                    Meaning = Canonical.WireFindings.Write(column.Meaning),
                }),
            },
        };
    }
}
