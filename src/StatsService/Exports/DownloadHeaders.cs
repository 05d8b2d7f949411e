using System.Globalization;
using Microsoft.Net.Http.Headers;
using StatsService.OpenApi;
using Wire = Ogi.Stats.V1;

namespace StatsService.Exports;

/// <summary>The headers of a download: what the rpc's manifest says.</summary>
internal static class DownloadHeaders
{
    private const string Position = "Stats-Position";
    private const string CatalogVersion = "Stats-Catalog-Version";
    private const string ExpectedRows = "Stats-Expected-Rows";

    public static readonly IReadOnlyList<DescribedHeader> All =
    [
        new(HeaderNames.ContentDisposition, "The name of the file, in ASCII and in Chinese."),
        new(Position, "The position that it was read at: the same request at it gives the same bytes."),
        new(CatalogVersion, "The version of the catalog that it was read with."),
        new(ExpectedRows, "About how many rows it will have."),
        new(
            HeaderNames.Trailer,
            "In HTTP/1.1, what comes behind the file: "
            + $"`{DownloadBody.Digest}`, its SHA-256, and `{DownloadBody.Rows}`, its rows."),
    ];

    public static void Write(HttpResponse response, Wire.ExportManifest manifest)
    {
        var disposition = new ContentDispositionHeaderValue("attachment")
        {
            FileName = manifest.FileName,
            FileNameStar = manifest.FileNameZh,
        };
        response.ContentType = manifest.MediaType;
        response.Headers.ContentDisposition = disposition.ToString();
        response.Headers[Position] = manifest.Stamp.AsOfPosition;
        response.Headers[CatalogVersion] = manifest.Stamp.CatalogVersion;
        response.Headers[ExpectedRows] = manifest.ExpectedRowCount.ToString(CultureInfo.InvariantCulture);
        DownloadBody.Announce(response);
    }
}
