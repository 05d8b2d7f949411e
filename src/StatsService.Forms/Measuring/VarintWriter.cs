using System.Buffers;

namespace StatsService.Forms.Measuring;

/// <summary>Writes integers in as many bytes as they need, seven bits each.</summary>
internal sealed class VarintWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public void WriteByte(byte value) => _bytes.Write([value]);

    /// <summary>From 0.</summary>
    public void Write(int value) => WriteBits((UInt128)value);

    /// <summary>Numbers near 0 are short on both sides of it.</summary>
    public void WriteSigned(Int128 value) => WriteBits((UInt128)((value << 1) ^ (value >> 127)));

    public byte[] ToArray() => _bytes.WrittenSpan.ToArray();

    private void WriteBits(UInt128 bits)
    {
        for (; bits >= 0x80; bits >>= 7)
        {
            WriteByte((byte)((byte)(bits & 0x7F) | 0x80));
        }

        WriteByte((byte)bits);
    }
}
