namespace StatsService.Forms.Measuring;

/// <summary>Writes integers in as many bytes as they need, seven bits each.</summary>
internal sealed class VarintWriter
{
    /// <summary>The bytes of the longest integer: 128 bits.</summary>
    private const int Longest = 19;

    private byte[] _bytes = new byte[512];
    private int _length;

    public void WriteByte(byte value) => Room()[_length++] = value;

    /// <summary>From 0.</summary>
    public void Write(int value) => WriteWord((ulong)value);

    /// <summary>Numbers near 0 are short on both sides of it.</summary>
    public void WriteSigned(int value) => WriteWord(unchecked((uint)((value << 1) ^ (value >> 31))));

    /// <inheritdoc cref="WriteSigned(int)"/>
    public void WriteSigned(Int128 value)
    {
        var bytes = Room();
        var bits = unchecked((UInt128)((value << 1) ^ (value >> 127)));
        for (; bits > ulong.MaxValue; bits >>= 7)
        {
            bytes[_length++] = (byte)((bits & 0x7F) | 0x80);
        }

        WriteWord((ulong)bits);
    }

    public byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    private void WriteWord(ulong bits)
    {
        var bytes = Room();
        for (; bits >= 0x80; bits >>= 7)
        {
            bytes[_length++] = (byte)((bits & 0x7F) | 0x80);
        }

        bytes[_length++] = (byte)bits;
    }

    private byte[] Room()
    {
        if (_bytes.Length - _length < Longest)
        {
            Array.Resize(ref _bytes, 2 * _bytes.Length);
        }

        return _bytes;
    }
}
