namespace StatsService.Forms.Measuring;

/// <summary>
/// Some slots of a catalog: sums of these alone are a small part of all, and quickly read from those of all.
/// </summary>
public sealed class SlotPick
{
    private readonly int[] _numbers;

    public SlotPick(IEnumerable<Slot> slots)
    {
        Slots = [.. slots.DistinctBy(slot => slot.Number).OrderBy(slot => slot.Number)];
        _numbers = [.. Slots.Select(slot => slot.Number)];
        TopicBits = [.. Slots.Select(slot => 1UL << slot.Topic)];
    }

    /// <summary>By number.</summary>
    public IReadOnlyList<Slot> Slots { get; }

    internal ReadOnlySpan<int> Numbers => _numbers;

    /// <summary>The bits of the slots' topics.</summary>
    internal ulong[] TopicBits { get; }

    /// <summary>The place of a slot among those picked.</summary>
    internal int PlaceOf(Slot slot) => Array.IndexOf(_numbers, slot.Number) is >= 0 and var place
        ? place
        : throw new ArgumentException($"{slot.Indicator.Name} is not among the slots picked.", nameof(slot));
}
