using System.Buffers;
using System.Numerics;
using Google.Protobuf;

namespace StatsService.Encoded;

/// <summary>Bytes of protobuf, one field after the other, in memory that is lent.</summary>
internal sealed class WireBuffer : IMemoryOwner<byte>
{
    /// <summary>A number is at most so long.</summary>
    public const int MaxVarint = 10;

    private byte[] _bytes = [];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public Memory<byte> Memory => _bytes.AsMemory(0, Length);

    public static int SizeOf(ulong value) => ((BitOperations.Log2(value | 1) * 9) + 73) / 64;

    public static uint TagOf(int field) => WireFormat.MakeTag(field, WireFormat.WireType.LengthDelimited);

    public void Clear() => Length = 0;

    public void Dispose()
    {
        (var bytes, _bytes, Length) = (_bytes, [], 0);
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    public void Tag(uint tag) => Varint(tag);

    public void Varint(ulong value) => Length += Write(value, Room(MaxVarint));

    /// <summary>With their length before them.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Varint((ulong)bytes.Length);
        Raw(bytes);
    }

    /// <summary>As they are.</summary>
    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>Its fields, without tag and length.</summary>
    /// <param name="size">As it was calculated.</param>
    public void Message(IMessage message, int size)
    {
        message.WriteTo(Room(size)[..size]);
        Length += size;
    }

    /// <summary>Bytes that end in a number: what comes before it, and the number.</summary>
    public void Raw(ReadOnlySpan<byte> before, ulong number)
    {
        var room = Room(before.Length + MaxVarint);
        before.CopyTo(room);
        Length += before.Length + Write(number, room[before.Length..]);
    }

    private static int Write(ulong value, Span<byte> room)
    {
        var i = 0;
        for (; value >= 0x80; value >>= 7)
        {
            room[i++] = (byte)(value & 0x7f | 0x80);
        }

        room[i++] = (byte)value;
        return i;
    }

    private Span<byte> Room(int length)
    {
        if (_bytes.Length - Length < length)
        {
            Grow(length);
        }

        return _bytes.AsSpan(Length);
    }

    private void Grow(int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * _bytes.Length, Length + length));
        Written.CopyTo(larger);
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = larger;
    }
}
