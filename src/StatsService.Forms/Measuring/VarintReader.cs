namespace StatsService.Forms.Measuring;

/// <summary>Reads what <see cref="VarintWriter"/> wrote.</summary>
internal ref struct VarintReader(ReadOnlySpan<byte> bytes)
{
    /// <summary>The bits of the bytes that one machine word holds.</summary>
    private const int WordBits = 63;

    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at;

    /// <summary>The place of the next byte: to come back to it.</summary>
    public int At { readonly get => _at; set => _at = value; }

    public byte ReadByte() => _at < _bytes.Length
        ? _bytes[_at++]
        : throw new FormatException("The bytes end too early.");

    public int ReadInt() => ReadWord(out var bits) && bits <= int.MaxValue ? (int)bits : throw TooLarge();

    public int ReadSignedInt() => ReadWord(out var bits) && bits <= uint.MaxValue
        ? (int)(bits >> 1) ^ -(int)(bits & 1)
        : throw TooLarge();

    public Int128 ReadSigned()
    {
        if (ReadWord(out var word))
        {
            return (long)(word >> 1) ^ -(long)(word & 1);
        }

        var bits = (UInt128)word;
        for (var shift = WordBits; shift < 128; shift += 7)
        {
            var next = ReadByte();
            if (next >= 0x80)
            {
                bits |= (UInt128)(next & 0x7Fu) << shift;
                continue;
            }

            bits |= (UInt128)next << shift;
            return (Int128)(bits >> 1) ^ -(Int128)(bits & 1);
        }

        throw TooLarge();
    }

    /// <summary>Leaves an integer of any length out.</summary>
    public void Skip()
    {
        while (ReadByte() >= 0x80)
        {
        }
    }

    public readonly void RequireEnd()
    {
        if (_at != _bytes.Length)
        {
            throw new FormatException("There are bytes left over.");
        }
    }

    /// <summary>False where the integer goes on behind the first nine bytes.</summary>
    private bool ReadWord(out ulong bits)
    {
        bits = 0;
        for (var shift = 0; shift < WordBits; shift += 7)
        {
            var next = ReadByte();
            bits |= (next & 0x7FUL) << shift;
            if (next < 0x80)
            {
                return true;
            }
        }

        return false;
    }

    private static FormatException TooLarge() => new("An integer is too large.");
}
