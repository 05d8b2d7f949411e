using System.Numerics;

namespace StatsService.Forms.Measuring;

/// <summary>
/// The counts of slots as bytes: how many slots in a row share theirs, and these; such as were written for a slot
/// before are only pointed at.
/// </summary>
internal static class SlotCounts
{
    private const int Width = FigureSums.Width;

    public static void Write(int[] counts, VarintWriter writer)
    {
        var known = new Dictionary<int, int>(new SameCounts(counts));
        for (var slot = 0; slot * Width < counts.Length;)
        {
            var own = counts.AsSpan(slot * Width, Width);
            var next = slot + 1;
            while (next * Width < counts.Length && own.SequenceEqual(counts.AsSpan(next * Width, Width)))
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
        var (slots, known) = (counts.Length / Width, new List<int>());
        for (var slot = 0; slot < slots;)
        {
            var (run, like) = (reader.ReadInt(), reader.ReadInt());
            if (run < 1 || run > slots - slot || like > known.Count)
            {
                throw new FormatException("The counts of these sums cannot be read.");
            }

            var ofRun = counts.Slice(slot * Width, run * Width);
            slot += run;
            if (like == known.Count)
            {
                known.Add(reader.At);
                AddOne(ref reader, ofRun, sign);
                continue;
            }

            var here = reader.At;
            reader.At = known[like];
            AddOne(ref reader, ofRun, sign);
            reader.At = here;
        }
    }

    /// <summary>The counts of some slots alone.</summary>
    /// <param name="slots">How many slots were written.</param>
    /// <param name="only">The numbers of those wanted, ascending.</param>
    /// <param name="counts">Theirs, all 0 before.</param>
    /// <exception cref="FormatException">These are no counts.</exception>
    public static void Read(ref VarintReader reader, int slots, ReadOnlySpan<int> only, Span<int> counts)
    {
        var places = new int[slots];
        for (int slot = 0, seen = 0, next = 0; slot < slots;)
        {
            var (run, like) = (reader.ReadInt(), reader.ReadInt());
            if (run < 1 || run > slots - slot || like > seen)
            {
                throw new FormatException("The counts of these sums cannot be read.");
            }

            if (like == seen)
            {
                places[seen++] = reader.At;
                SkipOne(ref reader);
            }

            slot += run;
            for (; next < only.Length && only[next] < slot; next++)
            {
                var here = reader.At;
                reader.At = places[like];
                ReadOne(ref reader, counts.Slice(next * Width, Width));
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

    private static void SkipOne(ref VarintReader reader)
    {
        for (var left = BitOperations.PopCount((uint)reader.ReadInt()); left > 0; left--)
        {
            reader.Skip();
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

    private static void ReadOne(ref VarintReader reader, scoped Span<int> counts)
    {
        for (var present = ReadPresent(ref reader); present != 0; present &= present - 1)
        {
            counts[BitOperations.TrailingZeroCount(present)] = reader.ReadSignedInt();
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
