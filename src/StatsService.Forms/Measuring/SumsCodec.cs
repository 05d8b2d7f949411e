using System.Runtime.InteropServices;

namespace StatsService.Forms.Measuring;

/// <summary>
/// Sums as bytes, the same bytes for the same sums: a version, the numbers of slots and of topic counters; the counts
/// of slots (<see cref="SlotCounts"/>); sums where they are not 0; topic counters, each as often as it stands in a row.
/// All integers are variable in length.
/// </summary>
public static class SumsCodec
{
    private const byte Version = 1;

    /// <param name="sums">Of all slots.</param>
    public static byte[] Encode(FigureSums sums)
    {
        if (sums.Only is not null)
        {
            throw new ArgumentException("Sums of some slots alone are not stored.", nameof(sums));
        }

        var writer = new VarintWriter();
        writer.WriteByte(Version);
        writer.Write(sums.Sums.Length);
        writer.Write(sums.Topics.All.Length);
        SlotCounts.Write(sums.Counts, writer);
        WriteSums(sums.Sums, writer);
        WriteTopics(sums.Topics.All, writer);
        return writer.ToArray();
    }

    /// <param name="only">The slots to read. Null: all.</param>
    /// <exception cref="FormatException">These are no sums of this catalog.</exception>
    public static FigureSums Decode(ReadOnlySpan<byte> bytes, FormCatalog catalog, SlotPick? only = null)
    {
        var sums = new FigureSums(catalog, only);
        if (only is null)
        {
            Add(bytes, sums, 1);
            return sums;
        }

        var slots = catalog.Slots.Count;
        var reader = Begin(bytes, slots, sums);
        SlotCounts.Read(ref reader, slots, only.Numbers, sums.Counts);
        ReadSums(ref reader, slots, only.Numbers, sums.Sums);
        AddTopics(ref reader, sums.Topics.All, 1);
        reader.RequireEnd();
        return sums;
    }

    /// <summary>Adds what was written to sums, or takes it away, without making sums of it first.</summary>
    /// <param name="sums">Of all slots. Of no use after an exception.</param>
    /// <param name="sign">1 or -1.</param>
    /// <exception cref="FormatException">These are no sums of this catalog.</exception>
    public static void Add(ReadOnlySpan<byte> bytes, FigureSums sums, int sign)
    {
        if (sums.Only is not null)
        {
            throw new ArgumentException("What is stored is of all slots.", nameof(sums));
        }

        var reader = Begin(bytes, sums.Sums.Length, sums);
        SlotCounts.Add(ref reader, sums.Counts, sign);
        AddSums(ref reader, sums.Sums, sign);
        AddTopics(ref reader, sums.Topics.All, sign);
        reader.RequireEnd();
    }

    private static VarintReader Begin(ReadOnlySpan<byte> bytes, int slots, FigureSums sums)
    {
        var reader = new VarintReader(bytes);
        return reader.ReadByte() == Version && reader.ReadInt() == slots && reader.ReadInt() == sums.Topics.All.Length
            ? reader
            : throw new FormatException("These are sums of another catalog, or of another version.");
    }

    private static void WriteSums(ReadOnlySpan<Int128> sums, VarintWriter writer)
    {
        writer.Write(sums.Length - sums.Count(Int128.Zero));
        var words = MemoryMarshal.Cast<Int128, ulong>(sums);
        for (var i = 0; words[(2 * i)..].IndexOfAnyExcept(0UL) is >= 0 and var zeros; i++)
        {
            writer.Write(zeros / 2);
            i += zeros / 2;
            writer.WriteSigned(sums[i]);
        }
    }

    private static void AddSums(ref VarintReader reader, Span<Int128> sums, int sign)
    {
        var next = 0;
        for (var left = reader.ReadInt(); left > 0; left--)
        {
            var skipped = reader.ReadInt();
            if (skipped >= sums.Length - next)
            {
                throw new FormatException("These sums have more slots than there are.");
            }

            next += skipped;
            sums[next++] += sign * reader.ReadSigned();
        }
    }

    /// <summary>The sums of some slots alone.</summary>
    private static void ReadSums(ref VarintReader reader, int slots, ReadOnlySpan<int> only, Span<Int128> sums)
    {
        var (slot, next) = (0, 0);
        for (var left = reader.ReadInt(); left > 0; left--, slot++)
        {
            slot += reader.ReadInt();
            if (slot < 0 || slot >= slots)
            {
                throw new FormatException("These sums have more slots than there are.");
            }

            while (next < only.Length && only[next] < slot)
            {
                next++;
            }

            if (next < only.Length && only[next] == slot)
            {
                sums[next] = reader.ReadSigned();
            }
            else
            {
                reader.Skip();
            }
        }
    }

    private static void WriteTopics(ReadOnlySpan<int> counters, VarintWriter writer)
    {
        while (!counters.IsEmpty)
        {
            var other = counters.IndexOfAnyExcept(counters[0]);
            var run = other < 0 ? counters.Length : other;
            writer.Write(run);
            writer.WriteSigned(counters[0]);
            counters = counters[run..];
        }
    }

    private static void AddTopics(ref VarintReader reader, Span<int> counters, int sign)
    {
        while (!counters.IsEmpty)
        {
            var run = reader.ReadInt();
            if (run < 1 || run > counters.Length)
            {
                throw new FormatException("The topics of these sums cannot be read.");
            }

            var by = sign * reader.ReadSignedInt();
            foreach (ref var counter in counters[..run])
            {
                counter += by;
            }

            counters = counters[run..];
        }
    }
}
