namespace StatsService.Forms.Measuring;

/// <summary>
/// Sums as bytes, the same bytes for the same sums: a version, the numbers of slots and of form counts; the counts
/// slot by slot, where many slots in a row share theirs and what was written once is only pointed at; sums and form
/// counts where they are not 0. All integers are variable in length.
/// </summary>
public static class SumsCodec
{
    private const byte Version = 1;
    private const int Width = FigureSums.Width;

    public static byte[] Encode(FigureSums sums)
    {
        var writer = new VarintWriter();
        writer.WriteByte(Version);
        writer.Write(sums.Sums.Length);
        writer.Write(sums.Topics.All.Length);
        WriteCounts(sums.Counts, writer);
        WriteSparse([.. sums.Sums], writer);
        WriteSparse([.. sums.Topics.All.Select(count => (Int128)count)], writer);
        return writer.ToArray();
    }

    /// <exception cref="FormatException">These are no sums of this catalog.</exception>
    public static FigureSums Decode(ReadOnlySpan<byte> bytes, FormCatalog catalog)
    {
        var sums = new FigureSums(catalog);
        var reader = new VarintReader(bytes);
        if (reader.ReadByte() != Version || reader.ReadInt() != sums.Sums.Length
            || reader.ReadInt() != sums.Topics.All.Length)
        {
            throw new FormatException("These are sums of another catalog, or of another version.");
        }

        ReadCounts(ref reader, sums.Counts);
        ReadSparse(ref reader, sums.Sums);
        var forms = new Int128[sums.Topics.All.Length];
        ReadSparse(ref reader, forms);
        for (var i = 0; i < forms.Length; i++)
        {
            sums.Topics.All[i] = checked((int)forms[i]);
        }

        reader.RequireEnd();
        return sums;
    }

    private static void WriteCounts(int[] counts, VarintWriter writer)
    {
        var known = new List<int>();
        for (var slot = 0; slot * Width < counts.Length;)
        {
            var own = counts.AsSpan(slot * Width, Width);
            var next = slot + 1;
            while (next * Width < counts.Length && own.SequenceEqual(counts.AsSpan(next * Width, Width)))
            {
                next++;
            }

            writer.Write(next - slot);
            var like = known.FindIndex(other =>
                counts.AsSpan(other * Width, Width).SequenceEqual(counts.AsSpan(slot * Width, Width)));
            writer.Write(like < 0 ? known.Count : like);
            if (like < 0)
            {
                known.Add(slot);
                WriteTuple(own, writer);
            }

            slot = next;
        }
    }

    private static void ReadCounts(ref VarintReader reader, int[] counts)
    {
        var known = new List<int>();
        for (var slot = 0; slot * Width < counts.Length;)
        {
            var (run, like) = (reader.ReadInt(), reader.ReadInt());
            if (run < 1 || run > (counts.Length / Width) - slot || like > known.Count)
            {
                throw new FormatException("The counts of these sums cannot be read.");
            }

            var own = counts.AsSpan(slot * Width, Width);
            if (like == known.Count)
            {
                known.Add(slot);
                ReadTuple(ref reader, own);
            }
            else
            {
                counts.AsSpan(known[like] * Width, Width).CopyTo(own);
            }

            for (var other = slot + 1; other < slot + run; other++)
            {
                own.CopyTo(counts.AsSpan(other * Width));
            }

            slot += run;
        }
    }

    private static void WriteTuple(ReadOnlySpan<int> tuple, VarintWriter writer)
    {
        var present = 0;
        for (var i = 0; i < Width; i++)
        {
            present |= tuple[i] == 0 ? 0 : 1 << i;
        }

        writer.Write(present);
        foreach (var count in tuple)
        {
            if (count != 0)
            {
                writer.WriteSigned(count);
            }
        }
    }

    private static void ReadTuple(ref VarintReader reader, Span<int> tuple)
    {
        var present = reader.ReadInt();
        for (var i = 0; i < Width; i++)
        {
            tuple[i] = (present & (1 << i)) == 0 ? 0 : checked((int)reader.ReadSigned());
        }
    }

    private static void WriteSparse(Int128[] values, VarintWriter writer)
    {
        writer.Write(values.Count(value => value != 0));
        var last = -1;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] != 0)
            {
                writer.Write(i - last - 1);
                writer.WriteSigned(values[i]);
                last = i;
            }
        }
    }

    private static void ReadSparse(ref VarintReader reader, Int128[] values)
    {
        var at = -1;
        for (var left = reader.ReadInt(); left > 0; left--)
        {
            var skipped = reader.ReadInt();
            if (skipped >= values.Length - at - 1)
            {
                throw new FormatException("These sums have more slots than there are.");
            }

            at += skipped + 1;
            values[at] = reader.ReadSigned();
        }
    }
}
