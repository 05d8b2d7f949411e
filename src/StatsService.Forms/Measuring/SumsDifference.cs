namespace StatsService.Forms.Measuring;

/// <summary>Something in which two sums differ.</summary>
/// <param name="Slot">Null: it is counted for a topic.</param>
/// <param name="Topic">The topic's id.</param>
/// <param name="What">
/// <c>sum</c>; or what is counted, by the name of the <see cref="FigureCondition"/>, the mark, the
/// <see cref="TopicCount"/>, <c>value</c>, <c>sentences</c> or <c>forms/{form}</c>.
/// </param>
public sealed record SumsDifference(Slot? Slot, string Topic, string What, decimal One, decimal Other)
{
    private const int Gaps = FigureSums.Gaps;

    /// <summary>All of them, those of slots first. None: the sums are equal.</summary>
    public static IEnumerable<SumsDifference> Between(FigureSums one, FigureSums other, FormCatalog catalog)
    {
        foreach (var slot in catalog.Slots.All)
        {
            var topic = catalog.Slots.Topics[slot.Topic].Id;
            if (one.Sums[slot.Number] != other.Sums[slot.Number])
            {
                yield return new(slot, topic, "sum", Number(one, slot), Number(other, slot));
            }

            for (var i = 0; i < FigureSums.Width; i++)
            {
                var (a, b) = (Count(one, slot, i), Count(other, slot, i));
                if (a != b)
                {
                    yield return new(slot, topic, NameOf(i), a, b);
                }
            }
        }

        foreach (var (number, topic) in catalog.Slots.Topics.Index())
        {
            foreach (var (what, a, b) in Counts(one, number, catalog)
                .Zip(Counts(other, number, catalog), (x, y) => (x.What, x.Count, y.Count))
                .Where(pair => pair.Item2 != pair.Item3))
            {
                yield return new(Slot: null, topic.Id, what, a, b);
            }
        }
    }

    private static decimal Number(FigureSums sums, Slot slot)
    {
        var sum = (decimal)sums.Sums[slot.Number];
        return slot.Indicator.Type == CellType.Amount ? sum / FigureSums.AmountUnits : sum;
    }

    private static int Count(FigureSums sums, Slot slot, int what) =>
        sums.Counts[(slot.Number * FigureSums.Width) + what];

    private static string NameOf(int count) => count == 0 ? "value"
        : count < Gaps ? Word(((FigureCondition)count).ToString())
        : Word(((FigureMarks)(1 << (count - Gaps))).ToString());

    private static IEnumerable<(string What, int Count)> Counts(FigureSums sums, int topic, FormCatalog catalog) =>
        Enum.GetValues<TopicCount>().Select(what => (Word(what.ToString()), sums.Count(topic, what)))
            .Append(("sentences", sums.Sentences(topic)))
            .Concat(catalog.Forms.Keys.Select((form, number) => ("forms/" + form, sums.Topics.Form(number, topic))));

    /// <summary><c>UnknownScope</c> is <c>unknown_scope</c>.</summary>
    private static string Word(string name) => string.Concat(name.Select((c, i) =>
        char.IsAsciiLetterUpper(c) ? (i > 0 ? "_" : "") + char.ToLowerInvariant(c) : c.ToString()));
}
