using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using StatsService.Log;

namespace StatsService.Changes;

/// <summary>
/// How far a feed has come, as clients hold it: a position, which is what stands first in it, and what a feed needs to
/// go on (docs/adr/0014).
/// </summary>
/// <param name="After">The last event of which everything was served.</param>
/// <param name="Served">How many changes of the event behind it were served too.</param>
/// <param name="Filter">The digest of the feed's filter. 0: it is the position of another answer.</param>
internal sealed record FeedPlace(Position After, int Served, ulong Filter)
{
    private const int Length = Position.Length + sizeof(int) + sizeof(ulong);

    /// <summary>Null: it is no position.</summary>
    public static FeedPlace? Parse(string text)
    {
        Span<byte> bytes = stackalloc byte[Length];
        if (Base64Url.DecodeFromChars(text, bytes, out _, out var written) != OperationStatus.Done)
        {
            return null;
        }

        if (Position.Parse(bytes[..written]) is { } bare)
        {
            return new(bare, 0, 0);
        }

        var served = BinaryPrimitives.ReadInt32BigEndian(bytes[Position.Length..]);
        var filter = BinaryPrimitives.ReadUInt64BigEndian(bytes[(Position.Length + sizeof(int))..]);
        return written == Length && served >= 0 && Position.Parse(bytes[..Position.Length]) is { } after
            ? new(after, served, filter)
            : null;
    }

    public override string ToString()
    {
        var bytes = new byte[Length];
        After.ToBytes().CopyTo(bytes.AsSpan());
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(Position.Length), Served);
        BinaryPrimitives.WriteUInt64BigEndian(bytes.AsSpan(Position.Length + sizeof(int)), Filter);
        return Base64Url.EncodeToString(bytes);
    }
}
