using FsCheck.Xunit;
using StatsService.Forms.Measuring;
using static StatsService.Forms.Tests.Support.Sums;

namespace StatsService.Forms.Tests;

public sealed class SumsOfSomeSlots
{
    private static readonly FormCatalog Catalog = FormCatalog.Default;
    private static readonly Slot Received = Catalog.Slots.Find("applications.received")!;
    private static readonly Slot Total = Catalog.Slots.Find("applications.total")!;

    [Property(MaxTest = 100)]
    public void Some_slots_are_read_as_all_are(int[] seeds, int[] less, ushort[] picked)
    {
        var sums = Any(seeds);
        sums.Subtract(Any(less));
        var bytes = SumsCodec.Encode(sums);
        var slots = picked.Append((ushort)0).Append((ushort)(Catalog.Slots.Count - 1))
            .Select(number => Catalog.Slots[number % Catalog.Slots.Count]).ToList();

        var some = SumsCodec.Decode(bytes, Catalog, new(slots));

        Assert.All(slots, slot =>
        {
            Assert.Equal(sums[slot].Sum, some[slot].Sum);
            Assert.Equal(sums[slot].Parts, some[slot].Parts);
            Assert.Equal(sums[slot].ToMeasured().Conditions, some[slot].ToMeasured().Conditions);
        });
        Assert.Equal(sums.Covered, some.Covered);
        Assert.All(
            Enumerable.Range(0, Catalog.Slots.Topics.Count),
            topic => Assert.Equal(sums.Forms(topic), some.Forms(topic)));
    }

    [Property(MaxTest = 40)]
    public void Slots_may_be_picked_from_all_too(int[] seeds, ushort number)
    {
        var sums = Any(seeds);
        var pick = new SlotPick([Catalog.Slots[number % Catalog.Slots.Count], Total]);

        Assert.Equal(SumsCodec.Decode(SumsCodec.Encode(sums), Catalog, pick), sums.Pick(pick));
    }

    [Property(MaxTest = 40)]
    public void They_are_added_up_as_all_are(int[] one, int[] two)
    {
        var pick = new SlotPick([Total, Received]);
        var (sums, other) = (Any(one), Any(two));
        var some = SumsCodec.Decode(SumsCodec.Encode(sums), Catalog, pick);
        some.Add(SumsCodec.Decode(SumsCodec.Encode(other), Catalog, pick), 1UL << Received.Topic);
        sums.Add(other, 1UL << Received.Topic);

        Assert.Equal(sums[Received].Sum, some[Received].Sum);
        Assert.Equal(sums[Total].Parts, some[Total].Parts);
        Assert.Equal(sums.Covered, some.Covered);
    }

    [Property(MaxTest = 100)]
    public void Bytes_that_are_cut_off_are_refused_all_the_same(int seed, ushort keep)
    {
        var bytes = SumsCodec.Encode(Any([seed]));
        var pick = new SlotPick([Received]);

        Assert.Throws<FormatException>(() => SumsCodec.Decode(bytes.AsSpan(0, keep % bytes.Length), Catalog, pick));
        Assert.Throws<FormatException>(() => SumsCodec.Decode([.. bytes, 0], Catalog, pick));
    }

    [Fact]
    public void A_slot_that_was_not_picked_is_not_there() =>
        Assert.Throws<ArgumentException>(() => new FigureSums(Catalog, new([Received]))[Total].Sum);

    [Fact]
    public void Sums_of_other_slots_are_not_added_or_stored()
    {
        var some = new FigureSums(Catalog, new([Received]));

        Assert.Throws<ArgumentException>(() => new FigureSums(Catalog).Add(some));
        Assert.Throws<ArgumentException>(() => SumsCodec.Encode(some));
    }
}
