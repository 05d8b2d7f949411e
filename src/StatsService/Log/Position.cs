using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using Google.Protobuf;

namespace StatsService.Log;

/// <summary>
/// A place in the event log, as clients hold it: opaque, because only together with the history and the check can the
/// service tell a position of this log from one of a log that was restored meanwhile (docs/adr/0005).
/// </summary>
/// <param name="History">That which the number belongs to.</param>
/// <param name="Number">The sequence number of the last event that is included; 0 is the beginning.</param>
/// <param name="Check">The first bytes of the SHA-256 over that event as stored; 0 at the beginning.</param>
internal sealed record Position(History History, long Number, ulong Check)
{
    /// <summary>In bytes.</summary>
    public const int Length = 1 + (5 * sizeof(ulong));

    private const byte Version = 2;

    /// <summary>That of 0.1 and 0.2: nothing of the event behind which its history began.</summary>
    private const byte Short = 1;
    private const int ShortLength = 1 + (3 * sizeof(ulong));

    /// <param name="hash">The SHA-256 over the event.</param>
    public static Position Of(Histories histories, long number, ByteString hash) =>
        new(histories.Of(number), number, CheckOf(hash.Span));

    /// <summary>Before the first event.</summary>
    public static Position Beginning(Histories histories) => new(histories.Of(0), 0, 0);

    /// <param name="hash">The SHA-256 over an event; empty: there is none.</param>
    public static ulong CheckOf(ReadOnlySpan<byte> hash) =>
        hash.Length == 0 ? 0 : BinaryPrimitives.ReadUInt64BigEndian(hash);

    public static Position? Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        var status = Base64Url.DecodeFromChars(text, bytes, out _, out var written);
        return status == OperationStatus.Done ? Parse(bytes[..written]) : null;
    }

    public static Position? Parse(ReadOnlySpan<byte> bytes)
    {
        var (isShort, isWhole) = (
            bytes.Length == ShortLength && bytes[0] == Short, bytes.Length == Length && bytes[0] == Version);
        if (!isShort && !isWhole)
        {
            return null;
        }

        var history = new History(
            BinaryPrimitives.ReadUInt64BigEndian(bytes[1..]),
            isWhole ? BinaryPrimitives.ReadInt64BigEndian(bytes[25..]) : 0,
            isWhole ? BinaryPrimitives.ReadUInt64BigEndian(bytes[33..]) : 0);
        var number = BinaryPrimitives.ReadInt64BigEndian(bytes[9..]);
        var check = BinaryPrimitives.ReadUInt64BigEndian(bytes[17..]);
        return number < 0 || history.After < 0 ? null : new(history, number, check);
    }

    public byte[] ToBytes()
    {
        var bytes = new byte[Length];
        bytes[0] = Version;
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(1), History.Id);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(9), Number);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(17), Check);
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(25), History.After);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(33), History.Check);
        return bytes;
    }

    public override string ToString() => Base64Url.EncodeToString(ToBytes());
}
