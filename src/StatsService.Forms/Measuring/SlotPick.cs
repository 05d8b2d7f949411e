namespace StatsService.Forms.Measuring;

/// <summary>
/// Some slots of a catalog: sums of these alone are a small part of all, and quickly read from those of all.
/// </summary>
public sealed class SlotPick
{
    private readonly int[] _numbers;

    /// <summary>By the number of a slot: its place among those picked, or -1.</summary>
    private readonly int[] _places;

    public SlotPick(IEnumerable<Slot> slots)
    {
        Slots = [.. slots.DistinctBy(slot => slot.Number).OrderBy(slot => slot.Number)];
        _numbers = [.. Slots.Select(slot => slot.Number)];
        _places = new int[_numbers.LastOrDefault(-1) + 1];
        Array.Fill(_places, -1);
        for (var place = 0; place < _numbers.Length; place++)
        {
            _places[_numbers[place]] = place;
        }

        TopicBits = [.. Slots.Select(slot => 1UL << slot.Topic)];
        Topics = TopicBits.Aggregate(0UL, (topics, bit) => topics | bit);
    }

    /// <summary>By number.</summary>
    public IReadOnlyList<Slot> Slots { get; }

    /// <summary>The topics of the slots, a bit each.</summary>
    public ulong Topics { get; }

    internal ReadOnlySpan<int> Numbers => _numbers;

    /// <summary>The bits of the slots' topics.</summary>
    internal ulong[] TopicBits { get; }

    /// <summary>The place of a slot among those picked.</summary>
    internal int PlaceOf(Slot slot) => Find(slot.Number) is >= 0 and var place
        ? place
        : throw new ArgumentException($"{slot.Indicator.Name} is not among the slots picked.", nameof(slot));

    /// <summary>The same by its number; -1 where it was not picked.</summary>
    internal int Find(int slot) => slot < _places.Length ? _places[slot] : -1;

    /// <summary>The place of the first with this number or a higher one.</summary>
    internal int PlaceFrom(int slot)
    {
        var place = Array.BinarySearch(_numbers, slot);
        return place < 0 ? ~place : place;
    }
}
