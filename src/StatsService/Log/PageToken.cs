using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using StatsService.Failures;

namespace StatsService.Log;

/// <summary>
/// Where the next page begins, bound to the request and to the point of the log that the first page showed.
/// </summary>
/// <param name="Number">The point of the log.</param>
/// <param name="After">The key of the last row that was given.</param>
public sealed record PageToken(long Number, string After)
{
    private const int DigestLength = 8;

    /// <param name="request">The request without its page size and token.</param>
    public string Write(IMessage request) =>
        Base64Url.EncodeToString(
            [.. Digest(request), .. BitConverter.GetBytes(Number), .. Encoding.UTF8.GetBytes(After)]);

    /// <summary>Null for the first page.</summary>
    public static PageToken? Read(string token, IMessage request)
    {
        if (token.Length == 0)
        {
            return null;
        }

        var bytes = new byte[token.Length];
        if (token.Length > 2000
            || Base64Url.DecodeFromChars(token, bytes, out _, out var length) != OperationStatus.Done
            || length < DigestLength + sizeof(long)
            || !bytes.AsSpan(0, DigestLength).SequenceEqual(Digest(request)))
        {
            throw Refusals.PageTokenMismatch();
        }

        return new(
            BitConverter.ToInt64(bytes, DigestLength),
            Encoding.UTF8.GetString(bytes.AsSpan((DigestLength + sizeof(long))..length)));
    }

    private static byte[] Digest(IMessage request) => SHA256.HashData(request.ToByteArray())[..DigestLength];
}
