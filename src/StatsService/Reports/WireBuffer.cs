using System.Numerics;

namespace StatsService.Reports;

/// <summary>Bytes of protobuf, one field after the other.</summary>
internal sealed class WireBuffer
{
    private const int MaxVarint = 10;

    private byte[] _bytes = new byte[4096];
    private int _length;

    public ArraySegment<byte> Written => new(_bytes, 0, _length);

    public static int SizeOf(ulong value) => (((BitOperations.Log2(value | 1) * 9) + 73) / 64);

    public void Clear() => _length = 0;

    public void Tag(uint tag) => Varint(tag);

    public void Varint(ulong value)
    {
        var room = Room(MaxVarint);
        var i = 0;
        for (; value >= 0x80; value >>= 7)
        {
            room[i++] = (byte)(value & 0x7f | 0x80);
        }

        room[i++] = (byte)value;
        _length += i;
    }

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
        _length += bytes.Length;
    }

    private Span<byte> Room(int length)
    {
        if (_bytes.Length - _length < length)
        {
            Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, _length + length));
        }

        return _bytes.AsSpan(_length);
    }
}
