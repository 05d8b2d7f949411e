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
        var slots = page.End - page.First;
        var known = new KnownCounts(counts, stackalloc int[slots], stackalloc int[2 * slots]);
        for (var slot = page.First; slot < page.End;)
        {
            var own = counts.AsSpan(slot * Width, Width);
            var next = slot + 1;
            while (next < page.End && own.SequenceEqual(counts.AsSpan(next * Width, Width)))
            {
                next++;
            }

            writer.Write(next - slot);
            writer.Write(known.NumberOf(slot, out var isNew));
            if (isNew)
            {
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

    /// <summary>
    /// Numbers the different counts of slots as they come: a hash table of its own, for every node that is stored needs
    /// a dozen.
    /// </summary>
    /// <param name="slots">Room for the slot of each number.</param>
    /// <param name="places">By hash: the number of what has it, and 1. 0: nothing has. Half of it stays free.</param>
    private ref struct KnownCounts(int[] counts, Span<int> slots, Span<int> places)
    {
        private readonly Span<int> _slots = slots;
        private readonly Span<int> _places = places;
        private int _known;

        public int NumberOf(int slot, out bool isNew)
        {
            var own = counts.AsSpan(slot * Width, Width);
            var hash = 0u;
            foreach (var count in own)
            {
                hash = BitOperations.Crc32C(hash, unchecked((uint)count));
            }

            for (var place = (int)(hash % (uint)_places.Length); ; place = (place + 1) % _places.Length)
            {
                var number = _places[place] - 1;
                isNew = number < 0;
                if (isNew)
                {
                    _places[place] = _known + 1;
                    _slots[_known] = slot;
                    return _known++;
                }

                if (own.SequenceEqual(counts.AsSpan(_slots[number] * Width, Width)))
                {
                    return number;
                }
            }
        }
    }
}
