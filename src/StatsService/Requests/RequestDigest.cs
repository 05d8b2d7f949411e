using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace StatsService.Requests;

/// <summary>
/// What a request asks for, in 33 bytes that are kept for ever: by it a request that is sent again is told from another
/// one under the same id. Made of the request as it was sent, never of what some release understood it to be, so that
/// it stays the same whatever becomes of forms, registry and stored shapes.
/// </summary>
internal static class RequestDigest
{
    /// <summary>
    /// The first byte says how the others were made. Another way gets another number, and the old one stays readable.
    /// </summary>
    private const byte Version = 1;

    /// <summary>
    /// The version, then SHA-256 over the full name of the request's message type, a zero byte, and the message without
    /// its <c>request_id</c>: as protobuf, fields by number, entries of maps by key.
    /// </summary>
    public static byte[] Of<T>(T request)
        where T : IMessage<T>
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(request.Descriptor.FullName));
        hash.AppendData([0]);
        hash.AppendFields(request, leftOut: [IdField(request).FieldNumber]);
        return [Version, .. hash.GetHashAndReset()];
    }

    /// <summary>The field of a request that holds its id.</summary>
    public static FieldDescriptor IdField(IMessage request) => request.Descriptor.FindFieldByName("request_id")
        ?? throw new InvalidOperationException($"{request.Descriptor.FullName} has no request_id.");
}
