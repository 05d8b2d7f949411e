namespace StatsService.Forms.Measuring;

/// <summary>Reads what <see cref="VarintWriter"/> wrote.</summary>
internal ref struct VarintReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    public byte ReadByte() => _at < _bytes.Length
        ? _bytes[_at++]
        : throw new FormatException("The bytes end too early.");

    public int ReadInt()
    {
        var bits = ReadBits();
        return bits <= int.MaxValue ? (int)bits : throw new FormatException("An integer is too large.");
    }

    public Int128 ReadSigned()
    {
        var bits = ReadBits();
        return (Int128)(bits >> 1) ^ -(Int128)(bits & 1);
    }

    public readonly void RequireEnd()
    {
        if (_at != _bytes.Length)
        {
            throw new FormatException("There are bytes left over.");
        }
    }

    private UInt128 ReadBits()
    {
        var bits = UInt128.Zero;
        for (var shift = 0; shift < 128; shift += 7)
        {
            var next = ReadByte();
            bits |= (UInt128)(next & 0x7Fu) << shift;
            if (next < 0x80)
            {
                return bits;
            }
        }

        throw new FormatException("An integer has no end.");
    }
}
