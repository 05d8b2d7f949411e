using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using Google.Protobuf;

namespace StatsService.Log;

/// <summary>
/// A place in the event log, as clients hold it: opaque, because only together with the history and the check can the
/// service tell a position of this log from one of a log that was restored meanwhile (docs/adr/0005).
/// </summary>
/// <param name="History">The id of the history that the number belongs to.</param>
/// <param name="Number">The sequence number of the last event that is included; 0 is the beginning.</param>
/// <param name="Check">The first bytes of the SHA-256 over that event as stored; 0 at the beginning.</param>
internal sealed record Position(ulong History, long Number, ulong Check)
{
    private const byte Version = 1;
    /// <summary>In bytes.</summary>
    internal const int Length = 1 + (3 * sizeof(ulong));

    /// <param name="hash">The SHA-256 over the event.</param>
    public static Position Of(Histories histories, long number, ByteString hash) =>
        new(histories.Of(number), number, BinaryPrimitives.ReadUInt64BigEndian(hash.Span));

    /// <summary>Before the first event.</summary>
    public static Position Beginning(Histories histories) => new(histories.Of(0), 0, 0);

    public static Position? Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        var status = Base64Url.DecodeFromChars(text, bytes, out _, out var written);
        return status == OperationStatus.Done ? Parse(bytes[..written]) : null;
    }

    public static Position? Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length || bytes[0] != Version)
        {
            return null;
        }

        var history = BinaryPrimitives.ReadUInt64BigEndian(bytes[1..]);
        var number = BinaryPrimitives.ReadInt64BigEndian(bytes[9..]);
        var check = BinaryPrimitives.ReadUInt64BigEndian(bytes[17..]);
        return number < 0 ? null : new(history, number, check);
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        bytes[0] = Version;
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(1), History);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(9), Number);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(17), Check);
        return bytes;
    }

    public override string ToString() => Base64Url.EncodeToString(ToBytes());
}
