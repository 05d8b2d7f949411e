namespace StatsService.Forms.Measuring;

/// <summary>Puts the figures of a part into sums, or takes them out, slot by slot.</summary>
internal static class PartSums
{
    /// <param name="sums">Of all slots.</param>
    /// <param name="sign">1 or -1.</param>
    public static void Apply(FigureSums sums, PartVector part, int sign)
    {
        if (sums.Only is not null)
        {
            throw new InvalidOperationException("A part is added to sums of all slots.");
        }

        var (slots, counts, topics) = (sums.Table, sums.Counts, sums.Topics);
        for (var i = 0; i < sums.Sums.Length; i++)
        {
            ref readonly var figure = ref part.Figures[i];
            counts[(i * FigureSums.Width) + (int)figure.Gap] += sign;
            if (figure.Value != 0)
            {
                sums.Sums[i] += sign * Exact(figure.Value, slots[i].Indicator.Type);
            }

            for (var mark = 0; (int)figure.Marks >> mark != 0; mark++)
            {
                counts[(i * FigureSums.Width) + FigureSums.Gaps + mark] += sign * (((int)figure.Marks >> mark) & 1);
            }
        }

        foreach (var (topic, form) in part.Forms)
        {
            topics.Form(form, topic) += sign;
        }

        foreach (var topic in part.Sentences)
        {
            topics.Sentences(topic) += sign;
        }
    }

    private static Int128 Exact(decimal value, CellType type)
    {
        var units = type == CellType.Amount ? value * FigureSums.AmountUnits : value;
        var whole = (Int128)units;
        return (decimal)whole == units
            ? whole
            : throw new ArgumentException($"{value} has more decimals than a report may have.", nameof(value));
    }
}
