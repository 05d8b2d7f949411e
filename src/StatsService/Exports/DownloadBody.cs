using System.Globalization;
using System.Text;
using Google.Protobuf;
using Wire = Ogi.Stats.V1;

namespace StatsService.Exports;

/// <summary>
/// The body of a download, in chunks, and behind it as trailers what is known only then. Kestrel has no trailers in
/// HTTP/1.1: it leaves the chunks to whoever says that they make them, and so they are made here.
/// </summary>
internal sealed class DownloadBody(HttpResponse response)
{
    public const string Digest = "Repr-Digest";
    public const string Rows = "Stats-Row-Count";

    /// <summary>In HTTP/2 trailers are the framework's; HTTP/1.0 has neither them nor chunks.</summary>
    private static bool InChunks(HttpResponse response) => response.HttpContext.Request.Protocol == HttpProtocol.Http11;

    /// <summary>Says in the headers that trailers will come.</summary>
    public static void Announce(HttpResponse response)
    {
        if (InChunks(response))
        {
            response.Headers.TransferEncoding = "chunked";
            response.Headers.Trailer = $"{Digest}, {Rows}";
        }
    }

    public async Task Write(ByteString data, CancellationToken ct)
    {
        if (InChunks(response))
        {
            await Write(string.Create(CultureInfo.InvariantCulture, $"{data.Length:x}\r\n"), ct);
            await response.Body.WriteAsync(data.Memory, ct);
            await Write("\r\n", ct);
        }
        else
        {
            await response.Body.WriteAsync(data.Memory, ct);
        }
    }

    public async Task End(Wire.ExportTrailer trailer, CancellationToken ct)
    {
        var digest = $"sha-256=:{Convert.ToBase64String(Convert.FromHexString(trailer.Sha256))}:";
        var rows = trailer.RowCount.ToString(CultureInfo.InvariantCulture);
        if (InChunks(response))
        {
            await Write($"0\r\n{Digest}: {digest}\r\n{Rows}: {rows}\r\n\r\n", ct);
        }
        else if (response.SupportsTrailers())
        {
            response.AppendTrailer(Digest, digest);
            response.AppendTrailer(Rows, rows);
        }
    }

    private async Task Write(string text, CancellationToken ct) =>
        await response.Body.WriteAsync(Encoding.ASCII.GetBytes(text), ct);
}
