using System.Numerics;

namespace StatsService.Forms.Measuring;

/// <summary>
/// The counts of slots as bytes: how many slots in a row share theirs, and these; such as were written for a slot
/// before are only pointed at.
/// </summary>
internal static class SlotCounts
{
    private const int Width = FigureSums.Width;

    public static void Write(int[] counts, SlotPage page, VarintWriter writer)
    {
        var known = new Dictionary<int, int>(new SameCounts(counts));
        for (var slot = page.First; slot < page.End;)
        {
            var own = counts.AsSpan(slot * Width, Width);
            var next = slot + 1;
            while (next < page.End && own.SequenceEqual(counts.AsSpan(next * Width, Width)))
            {
                next++;
            }

            writer.Write(next - slot);
            if (known.TryGetValue(slot, out var like))
            {
                writer.Write(like);
            }
            else
            {
                writer.Write(known.Count);
                known.Add(slot, known.Count);
                WriteOne(own, writer);
            }

            slot = next;
        }
    }

    /// <exception cref="FormatException">These are no counts.</exception>
    public static void Add(ref VarintReader reader, Span<int> counts, int sign)
    {
        Span<int> one = stackalloc int[Width];
        var (slots, seen) = (counts.Length / Width, 0);
        Span<int> known = stackalloc int[slots];
        for (var slot = 0; slot < slots;)
        {
            var (run, like) = (reader.ReadInt(), reader.ReadInt());
            if (run < 1 || run > slots - slot || like > seen)
            {
                throw new FormatException("The counts of these sums cannot be read.");
            }

            one.Clear();
            if (like == seen)
            {
                known[seen++] = reader.At;
                ReadOne(ref reader, one);
            }
            else
            {
                var here = reader.At;
                reader.At = known[like];
                ReadOne(ref reader, one);
                reader.At = here;
            }

            for (var end = slot + run; slot < end; slot++)
            {
                FigureSums.Add(counts.Slice(slot * Width, Width), one, sign);
            }
        }
    }

    /// <summary>Likewise, to sums of some slots.</summary>
    /// <param name="page">The slots that were written.</param>
    /// <exception cref="FormatException">These are no counts.</exception>
    public static void Add(ref VarintReader reader, SlotPage page, FigureSums sums, int sign)
    {
        Span<int> one = stackalloc int[Width];
        Span<int> known = stackalloc int[page.End - page.First];
        var only = sums.Only!.Numbers;
        var (next, seen) = (sums.Only.PlaceFrom(page.First), 0);
        for (var slot = page.First; slot < page.End;)
        {
            var (run, like) = (reader.ReadInt(), reader.ReadInt());
            if (run < 1 || run > page.End - slot || like > seen)
            {
                throw new FormatException("The counts of these sums cannot be read.");
            }

            if (like == seen)
            {
                known[seen++] = reader.At;
                SkipOne(ref reader);
            }

            slot += run;
            if (next == only.Length || only[next] >= slot)
            {
                continue;
            }

            var here = reader.At;
            reader.At = known[like];
            one.Clear();
            ReadOne(ref reader, one);
            reader.At = here;
            for (; next < only.Length && only[next] < slot; next++)
            {
                FigureSums.Add(sums.Counts.AsSpan(next * Width, Width), one, sign);
            }
        }
    }

    private static void WriteOne(ReadOnlySpan<int> counts, VarintWriter writer)
    {
        var present = 0;
        for (var i = 0; i < counts.Length; i++)
        {
            present |= counts[i] == 0 ? 0 : 1 << i;
        }

        writer.Write(present);
        foreach (var count in counts)
        {
            if (count != 0)
            {
                writer.WriteSigned(count);
            }
        }
    }

    private static void SkipOne(ref VarintReader reader)
    {
        for (var left = BitOperations.PopCount((uint)reader.ReadInt()); left > 0; left--)
        {
            reader.Skip();
        }
    }

    private static void ReadOne(ref VarintReader reader, scoped Span<int> counts)
    {
        var present = reader.ReadInt();
        if (present >> Width != 0)
        {
            throw new FormatException("A slot of these sums has more counts than there are.");
        }

        for (; present != 0; present &= present - 1)
        {
            counts[BitOperations.TrailingZeroCount(present)] = reader.ReadSignedInt();
        }
    }

    /// <summary>Takes slots for the same whose counts are.</summary>
    private sealed class SameCounts(int[] counts) : IEqualityComparer<int>
    {
        public bool Equals(int x, int y) => Of(x).SequenceEqual(Of(y));

        public int GetHashCode(int obj)
        {
            var hash = 0u;
            foreach (var count in Of(obj))
            {
                hash = BitOperations.Crc32C(hash, unchecked((uint)count));
            }

            return unchecked((int)hash);
        }

        private ReadOnlySpan<int> Of(int slot) => counts.AsSpan(slot * Width, Width);
    }
}
