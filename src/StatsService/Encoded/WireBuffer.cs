using System.Buffers;
using System.Numerics;
using Google.Protobuf;

namespace StatsService.Encoded;

/// <summary>Bytes of protobuf, one field after the other, in memory that is lent.</summary>
internal sealed class WireBuffer : IMemoryOwner<byte>
{
    private const int MaxVarint = 10;

    /// <summary>Bytes for the length of a message that holds figures: it has from 128 to 16,383.</summary>
    private const int LikelyLength = 2;

    /// <summary>A page of 3 MiB is reached in few steps, each of which copies what there is.</summary>
    private const int Growth = 4;

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

    /// <summary>Begins a message within this one, whose length is known only at its <see cref="End"/>.</summary>
    /// <returns>Where it begins.</returns>
    public int Begin(uint tag)
    {
        Tag(tag);
        Room(LikelyLength);
        return Length += LikelyLength;
    }

    /// <param name="begin">Where it begins.</param>
    public void End(int begin)
    {
        var (length, size) = (Length - begin, SizeOf((ulong)(Length - begin)));
        if (size != LikelyLength)
        {
            Room(MaxVarint);
            _bytes.AsSpan(begin, length).CopyTo(_bytes.AsSpan(begin + size - LikelyLength));
            Length += size - LikelyLength;
        }

        Write((ulong)length, _bytes.AsSpan(begin - LikelyLength));
    }

    /// <summary>Takes back what was written behind a length.</summary>
    public void CutTo(int length) => Length = length;

    public void Tag(uint tag) => Varint(tag);

    public void Varint(ulong value) => Length += Write(value, Room(MaxVarint));

    /// <summary>With their length before them.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Varint((ulong)bytes.Length);
        Raw(bytes);
    }

    /// <summary>As they are.</summary>
    /// <returns>Where they stand now, until more is written.</returns>
    public Span<byte> Raw(ReadOnlySpan<byte> bytes)
    {
        var room = Room(bytes.Length);
        bytes.CopyTo(room);
        Length += bytes.Length;
        return room;
    }

    /// <summary>Its fields, without tag and length.</summary>
    public void Message(IMessage message)
    {
        var size = message.CalculateSize();
        message.WriteTo(Room(size)[..size]);
        Length += size;
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
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Growth * _bytes.Length, Length + length));
        Written.CopyTo(larger);
        if (_bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_bytes);
        }

        _bytes = larger;
    }
}
