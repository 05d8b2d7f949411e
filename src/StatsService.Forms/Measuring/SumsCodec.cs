using System.Runtime.InteropServices;

namespace StatsService.Forms.Measuring;

/// <summary>
/// Sums as bytes, those of a page or of all slots, and the same bytes for the same sums: a version, the numbers of
/// slots and of topic counters; the counts of slots (<see cref="SlotCounts"/>); sums where they are not 0; topic
/// counters, each as often as it stands in a row. All integers are variable in length.
/// </summary>
public static class SumsCodec
{
    /// <summary>
    /// Changes when the bytes do, also by another order of slots (<see cref="SlotTable.Pages"/>) or in what nodes put
    /// around them: what was stored with another one is not read.
    /// </summary>
    public const byte Version = 3;

    /// <summary>All slots.</summary>
    public static byte[] Encode(FigureSums sums) => Encode(sums, sums.Table.Whole);

    /// <param name="sums">Of all slots.</param>
    /// <param name="page">The slots to write.</param>
    public static byte[] Encode(FigureSums sums, SlotPage page)
    {
        if (sums.Only is not null)
        {
            throw new ArgumentException("Sums of some slots alone are not stored.", nameof(sums));
        }

        var writer = new VarintWriter();
        writer.WriteByte(Version);
        writer.Write(page.End - page.First);
        writer.Write(sums.TopicsOf(page).Length);
        SlotCounts.Write(sums.Counts, page, writer);
        WriteSums(sums.SumsOf(page), writer);
        WriteTopics(sums.TopicsOf(page), writer);
        return writer.ToArray();
    }

    /// <param name="only">The slots to read. Null: all.</param>
    /// <exception cref="FormatException">These are no sums of this catalog.</exception>
    public static FigureSums Decode(ReadOnlySpan<byte> bytes, FormCatalog catalog, SlotPick? only = null)
    {
        var sums = new FigureSums(catalog, only);
        Add(bytes, sums, catalog.Slots.Whole, 1);
        return sums;
    }

    /// <summary>Adds what was written to sums, or takes it away, without making sums of it first.</summary>
    /// <param name="sums">Of no use after an exception.</param>
    /// <param name="page">The slots that were written.</param>
    /// <param name="sign">1 or -1.</param>
    /// <exception cref="FormatException">These are no sums of this catalog.</exception>
    public static void Add(ReadOnlySpan<byte> bytes, FigureSums sums, SlotPage page, int sign)
    {
        var topics = sums.TopicsOf(page);
        var reader = Begin(bytes, page.End - page.First, topics.Length);
        SlotCounts.Add(ref reader, page, sums, sign);
        AddSums(ref reader, page, sums, sign);
        AddTopics(ref reader, topics, sign);
        reader.RequireEnd();
    }

    private static VarintReader Begin(ReadOnlySpan<byte> bytes, int slots, int counters)
    {
        var reader = new VarintReader(bytes);
        return reader.ReadByte() == Version && reader.ReadInt() == slots && reader.ReadInt() == counters
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

    private static void AddSums(ref VarintReader reader, SlotPage page, FigureSums sums, int sign)
    {
        var slot = page.First;
        for (var left = reader.ReadInt(); left > 0; left--, slot++)
        {
            var skipped = reader.ReadInt();
            if (skipped >= page.End - slot)
            {
                throw new FormatException("These sums have more slots than there are.");
            }

            slot += skipped;
            if (sums.PlaceOf(slot) is >= 0 and var place)
            {
                sums.Sums[place] += sign * reader.ReadSigned();
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
            if (by != 0)
            {
                foreach (ref var counter in counters[..run])
                {
                    counter += by;
                }
            }

            counters = counters[run..];
        }
    }
}
