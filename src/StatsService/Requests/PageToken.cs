using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using StatsService.Failures;
using StatsService.Log;
using Wire = Ogi.Stats.V1;

namespace StatsService.Requests;

/// <summary>
/// Where the next page begins, bound to the request and to the point of the log that the first page showed. The point
/// is a whole position, which is checked against the log like one that a client sends by itself.
/// </summary>
/// <param name="Position">The point of the log.</param>
/// <param name="After">The key of the last row that was given.</param>
internal sealed record PageToken(Position Position, string After)
{
    private const int DigestLength = 8;
    private const int MaxLength = 2000;
    private const int Head = (2 * DigestLength) + Position.Length;

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    /// <param name="request">The request without its page size, token and read point.</param>
    /// <param name="read">The read point of the first page.</param>
    public string Write(IMessage request, Wire.ReadPoint? read = null) => Base64Url.EncodeToString(
        [.. Digest(request), .. Digest(read), .. Position.ToBytes(), .. Strict.GetBytes(After)]);

    /// <summary>Null for the first page.</summary>
    /// <param name="read">The read point that is sent with this page: none, or again that of the first.</param>
    /// <param name="field">Where the token stands in the request.</param>
    public static PageToken? Read(
        string token, IMessage request, Wire.ReadPoint? read = null, string field = "page_token")
    {
        if (token.Length == 0)
        {
            return null;
        }

        var bytes = new byte[Math.Min(token.Length, MaxLength)];
        if (token.Length > MaxLength
            || Base64Url.DecodeFromChars(token, bytes, out _, out var length) != OperationStatus.Done
            || length < Head
            || !bytes.AsSpan(0, DigestLength).SequenceEqual(Digest(request))
            || (read is not null && !bytes.AsSpan(DigestLength, DigestLength).SequenceEqual(Digest(read)))
            || Position.Parse(bytes.AsSpan(2 * DigestLength, Position.Length)) is not { } position
            || TextIn(bytes.AsSpan(Head..length)) is not { } after)
        {
            throw Refusals.PageTokenMismatch(field);
        }

        return new(position, after);
    }

    /// <summary>Null where it is no text that a key could be.</summary>
    private static string? TextIn(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var text = Strict.GetString(bytes);
            return text.Any(char.IsControl) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static byte[] Digest(IMessage? message) => SHA256.HashData(message?.ToByteArray() ?? [])[..DigestLength];
}
