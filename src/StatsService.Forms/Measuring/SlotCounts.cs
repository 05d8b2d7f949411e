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

    /// <param name="page">The slots that were written; of these the sums may have some alone.</param>
    /// <exception cref="FormatException">These are no counts.</exception>
    public static void Add(ref VarintReader reader, SlotPage page, FigureSums sums, int sign)
    {
        Span<int> known = stackalloc int[page.End - page.First];
        var (seen, place) = (0, sums.PlaceFrom(page.First));
        for (var slot = page.First; slot < page.End;)
        {
            var (run, like) = (reader.ReadInt(), reader.ReadInt());
            if (run < 1 || run > page.End - slot || like > seen)
            {
                throw new FormatException("The counts of these sums cannot be read.");
            }

            slot += run;
            var end = sums.PlaceFrom(slot);
            var ofRun = sums.Counts.AsSpan(place * Width, (end - place) * Width);
            place = end;
            if (like == seen)
            {
                known[seen++] = reader.At;
                AddOne(ref reader, ofRun, sign);
            }
            else if (ofRun.Length > 0)
            {
                var here = reader.At;
                reader.At = known[like];
                AddOne(ref reader, ofRun, sign);
                reader.At = here;
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

    /// <summary>To each of some slots in a row: of all counts few are not 0.</summary>
    private static void AddOne(ref VarintReader reader, scoped Span<int> counts, int sign)
    {
        for (var present = ReadPresent(ref reader); present != 0; present &= present - 1)
        {
            var by = sign * reader.ReadSignedInt();
            for (var i = BitOperations.TrailingZeroCount(present); i < counts.Length; i += Width)
            {
                counts[i] += by;
            }
        }
    }

    /// <summary>Which counts of a slot are not 0.</summary>
    private static int ReadPresent(ref VarintReader reader)
    {
        var present = reader.ReadInt();
        return present >> Width == 0
            ? present
            : throw new FormatException("A slot of these sums has more counts than there are.");
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
