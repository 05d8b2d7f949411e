using System.Runtime.InteropServices;

namespace StatsService.Forms.Measuring;

/// <summary>
/// The sum of the figures of many parts, slot by slot: the numbers added up, and how many parts were what (decision 3).
/// Exact, so that subtracting undoes adding; a difference of two sums is one too. Not for several threads at once.
/// </summary>
public sealed class FigureSums : IEquatable<FigureSums>
{
    /// <summary>Amounts are kept in millionths of a yuan: no more decimals are understood in a report.</summary>
    internal const int AmountUnits = 1_000_000;

    internal const int Marks = 6;

    /// <summary>For each slot how many had each <see cref="FigureCondition"/> below 8, and each mark.</summary>
    internal const int Width = Gaps + Marks;

    internal const int Gaps = 8;
    private const ulong AllTopics = ulong.MaxValue;

    private readonly FormCatalog _catalog;

    /// <param name="only">The slots that it has. Null: all. Only sums with the same slots are added up.</param>
    public FigureSums(FormCatalog catalog, SlotPick? only = null)
    {
        _catalog = catalog;
        Only = only;
        var slots = only?.Slots.Count ?? catalog.Slots.Count;
        Counts = new int[slots * Width];
        Sums = new Int128[slots];
        Topics = new(catalog.Slots.Topics.Count, catalog.Forms.Count);
    }

    internal SlotTable Table => _catalog.Slots;

    internal SlotPick? Only { get; }

    internal int[] Counts { get; }

    internal Int128[] Sums { get; }

    internal TopicCounters Topics { get; }

    public bool IsEmpty => IsEmptyOn(_catalog.Slots.Whole);

    /// <summary>The topics that some part covers, in a table or in sentences: a bit each, by their numbers.</summary>
    public ulong Covered => Topics.Covered;

    public SlotSum this[Slot slot] => new(this, slot);

    /// <summary>From how many parts, by form, the tables with the sections of a topic are.</summary>
    public IEnumerable<(string Form, int Parts)> Forms(int topic) => _catalog.Forms.Keys
        .Select((form, number) => (form, Parts: Topics.Form(number, topic)))
        .Where(form => form.Parts != 0);

    /// <summary>How many parts cover a topic in sentences only (<see cref="PartVector.Sentences"/>).</summary>
    public int Sentences(int topic) => Topics.Sentences(topic);

    /// <summary>How many parts cover a topic: in tables of any form, or in sentences.</summary>
    public int Parts(int topic) => Topics.Parts(topic);

    public int Count(int topic, TopicCount what) => Topics.Of(what, topic);

    public void Add(TopicCount what, int topic, int by) => Topics.Of(what, topic) += by;

    public void AddToAll(TopicCount what, int by) => Topics.AddToAll(what, by);

    public void Add(PartVector part) => PartSums.Apply(this, part, 1);

    public void Subtract(PartVector part) => PartSums.Apply(this, part, -1);

    public void Add(FigureSums other) => Apply(other, AllTopics, 1);

    public void Subtract(FigureSums other) => Apply(other, AllTopics, -1);

    /// <summary>Adds what another sum has on some topics, a bit each by their numbers.</summary>
    /// <param name="sign">1; or -1, to take it away.</param>
    public void Add(FigureSums other, ulong topics, int sign = 1) => Apply(other, topics, sign);

    /// <summary>The sums of some topics, a bit each by their numbers; nothing for the others.</summary>
    public FigureSums Of(ulong topics)
    {
        var some = new FigureSums(_catalog, Only);
        some.Add(this, topics);
        return some;
    }

    public FigureSums Clone() => Of(AllTopics);

    /// <summary>The sums of some slots, of those of all.</summary>
    public FigureSums Pick(SlotPick only)
    {
        if (Only is not null)
        {
            throw new InvalidOperationException("Slots are picked from sums of all slots.");
        }

        var some = new FigureSums(_catalog, only);
        for (var place = 0; place < only.Numbers.Length; place++)
        {
            var slot = only.Numbers[place];
            some.Sums[place] = Sums[slot];
            Counts.AsSpan(slot * Width, Width).CopyTo(some.Counts.AsSpan(place * Width));
        }

        Topics.All.CopyTo(some.Topics.All, 0);
        return some;
    }

    /// <summary>Whether there is nothing on a page.</summary>
    public bool IsEmptyOn(SlotPage page) => !CountsOf(page).ContainsAnyExcept(0)
        && !TopicsOf(page).ContainsAnyExcept(0)
        && !MemoryMarshal.Cast<Int128, ulong>(SumsOf(page)).ContainsAnyExcept(0UL);

    internal Span<int> CountsOf(SlotPage page) =>
        Counts.AsSpan((PlaceFrom(page.First) * Width)..(PlaceFrom(page.End) * Width));

    internal Span<Int128> SumsOf(SlotPage page) => Sums.AsSpan(PlaceFrom(page.First)..PlaceFrom(page.End));

    internal Span<int> TopicsOf(SlotPage page) => page.HasTopics ? Topics.All : [];

    /// <summary>Nothing is left in it.</summary>
    public void Clear()
    {
        Counts.AsSpan().Clear();
        Sums.AsSpan().Clear();
        Topics.All.AsSpan().Clear();
    }

    internal int PlaceOf(Slot slot) => Only?.PlaceOf(slot) ?? slot.Number;

    /// <summary>The same by its number; -1 where it is not there.</summary>
    internal int PlaceOf(int slot) => Only is null ? slot : Only.Find(slot);

    /// <summary>The place of the first slot with this number or a higher one.</summary>
    internal int PlaceFrom(int slot) => Only is null ? slot : Only.PlaceFrom(slot);

    public bool Equals(FigureSums? other) => other is not null && IsSameOn(Table.Whole, other);

    /// <summary>Whether both say the same on a page.</summary>
    public bool IsSameOn(SlotPage page, FigureSums other) => CountsOf(page).SequenceEqual(other.CountsOf(page))
        && SumsOf(page).SequenceEqual(other.SumsOf(page)) && TopicsOf(page).SequenceEqual(other.TopicsOf(page));

    public override bool Equals(object? obj) => Equals(obj as FigureSums);

    /// <summary>The same for all: sums change, and are no keys.</summary>
    public override int GetHashCode() => Counts.Length;

    private void Apply(FigureSums other, ulong topics, int sign)
    {
        if (other.Only != Only)
        {
            throw new ArgumentException("These are sums of other slots.", nameof(other));
        }

        var topicBits = Only?.TopicBits ?? _catalog.Slots.TopicBits;
        for (var slot = 0; slot < Sums.Length;)
        {
            var first = slot;
            slot = topics == AllTopics ? Sums.Length : slot;
            while (slot < Sums.Length && (topics & topicBits[slot]) != 0)
            {
                slot++;
            }

            Addition.Add(Sums.AsSpan(first, slot - first), other.Sums.AsSpan(first, slot - first), sign);
            Addition.Add(
                Counts.AsSpan(first * Width, (slot - first) * Width), other.Counts.AsSpan(first * Width), sign);
            slot++;
        }

        Topics.Apply(other.Topics, topics, sign);
    }
}
