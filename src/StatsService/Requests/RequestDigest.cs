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
        var contents = request.Clone();
        IdField(contents).Accessor.Clear(contents);
        using var bytes = new MemoryStream();
        bytes.Write(Encoding.UTF8.GetBytes(contents.Descriptor.FullName));
        bytes.WriteByte(0);
        using (var output = new CodedOutputStream(bytes, leaveOpen: true) { Deterministic = true })
        {
            contents.WriteTo(output);
        }

        return [Version, .. SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length))];
    }

    /// <summary>The field of a request that holds its id.</summary>
    public static FieldDescriptor IdField(IMessage request) => request.Descriptor.FindFieldByName("request_id")
        ?? throw new InvalidOperationException($"{request.Descriptor.FullName} has no request_id.");
}
