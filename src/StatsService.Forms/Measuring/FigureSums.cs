namespace StatsService.Forms.Measuring;

/// <summary>
/// The sum of the figures of many parts, slot by slot: the numbers added up, and how many parts were what (decision 3).
/// Exact, so that subtracting undoes adding; a difference of two sums is one too. Not for several threads at once.
/// </summary>
public sealed class FigureSums : IEquatable<FigureSums>
{
    /// <summary>Amounts are kept in millionths of a yuan: no more decimals are understood in a report.</summary>
    internal const int AmountUnits = 1_000_000;

    internal const int Marks = 5;

    /// <summary>For each slot how many had each <see cref="FigureCondition"/> below 8, and each mark.</summary>
    internal const int Width = Gaps + Marks;

    private const int Gaps = 8;

    private readonly FormCatalog _catalog;

    public FigureSums(FormCatalog catalog)
    {
        _catalog = catalog;
        Counts = new int[catalog.Slots.Count * Width];
        Sums = new Int128[catalog.Slots.Count];
        FormCounts = new int[catalog.Slots.Topics.Count * catalog.Forms.Count];
    }

    internal int[] Counts { get; }

    internal Int128[] Sums { get; }

    internal int[] FormCounts { get; }

    public bool IsEmpty => !Counts.AsSpan().ContainsAnyExcept(0) && !FormCounts.AsSpan().ContainsAnyExcept(0)
        && !Sums.AsSpan().ContainsAnyExcept(Int128.Zero);

    public SlotSum this[Slot slot] => new(this, slot);

    /// <summary>From how many parts, by form, the tables with the sections of a topic are.</summary>
    public IEnumerable<(string Form, int Parts)> Forms(int topic) => _catalog.Forms.Keys
        .Zip(FormCounts[(topic * _catalog.Forms.Count)..((topic + 1) * _catalog.Forms.Count)])
        .Where(form => form.Second != 0);

    public void Add(PartVector part) => Apply(part, 1);

    public void Subtract(PartVector part) => Apply(part, -1);

    public void Add(FigureSums other) => Apply(other, 1);

    public void Subtract(FigureSums other) => Apply(other, -1);

    /// <summary>The sums of some topics, by their numbers; nothing for the others.</summary>
    public FigureSums Of(Predicate<int> topics)
    {
        var some = new FigureSums(_catalog);
        foreach (var slot in _catalog.Slots.All.Where(slot => topics(slot.Topic)))
        {
            some.Sums[slot.Number] = Sums[slot.Number];
            Counts.AsSpan(slot.Number * Width, Width).CopyTo(some.Counts.AsSpan(slot.Number * Width));
        }

        var width = _catalog.Forms.Count;
        foreach (var topic in Enumerable.Range(0, _catalog.Slots.Topics.Count).Where(topic => topics(topic)))
        {
            FormCounts.AsSpan(topic * width, width).CopyTo(some.FormCounts.AsSpan(topic * width));
        }

        return some;
    }

    public bool Equals(FigureSums? other) =>
        other is not null && Counts.AsSpan().SequenceEqual(other.Counts) && Sums.AsSpan().SequenceEqual(other.Sums)
        && FormCounts.AsSpan().SequenceEqual(other.FormCounts);

    public override bool Equals(object? obj) => Equals(obj as FigureSums);

    /// <summary>The same for all: sums change, and are no keys.</summary>
    public override int GetHashCode() => Counts.Length;

    private void Apply(PartVector part, int sign)
    {
        var slots = _catalog.Slots;
        for (var i = 0; i < Sums.Length; i++)
        {
            ref readonly var figure = ref part.Figures[i];
            Counts[(i * Width) + (int)figure.Gap] += sign;
            if (figure.Value != 0)
            {
                Sums[i] += sign * Exact(figure.Value, slots[i].Indicator.Type);
            }

            for (var mark = 0; (int)figure.Marks >> mark != 0; mark++)
            {
                Counts[(i * Width) + Gaps + mark] += sign * (((int)figure.Marks >> mark) & 1);
            }
        }

        foreach (var (topic, form) in part.Forms)
        {
            FormCounts[(topic * _catalog.Forms.Count) + form] += sign;
        }
    }

    private void Apply(FigureSums other, int sign)
    {
        for (var i = 0; i < Counts.Length; i++)
        {
            Counts[i] += sign * other.Counts[i];
        }

        for (var i = 0; i < Sums.Length; i++)
        {
            Sums[i] += sign * other.Sums[i];
        }

        for (var i = 0; i < FormCounts.Length; i++)
        {
            FormCounts[i] += sign * other.FormCounts[i];
        }
    }

    private static Int128 Exact(decimal value, CellType type)
    {
        var units = type == CellType.Amount ? value * AmountUnits : value;
        var whole = (Int128)units;
        return (decimal)whole == units
            ? whole
            : throw new ArgumentException($"{value} has more decimals than a report may have.", nameof(value));
    }
}
