using static StatsService.Forms.FigureCondition;

namespace StatsService.Forms.Measuring;

/// <summary>The sum of one slot over many parts of reports, and what it is made of.</summary>
public readonly struct SlotSum(FigureSums sums, Slot slot)
{
    private readonly int _place = sums.PlaceOf(slot);

    /// <summary>What qualifies the sum as it does a figure; partial is more than a mark.</summary>
    private static readonly FigureMarks[] Qualifying =
        [FigureMarks.Derived, FigureMarks.Near, FigureMarks.Disputed, FigureMarks.StatedInText];

    /// <summary>
    /// The numbers added up, amounts in yuan. None where there are none, and where figures of several organs may not
    /// be added (<see cref="Indicator.Additive"/>).
    /// </summary>
    public decimal? Sum => Numbers == 0 || !CanBeAdded ? null
        : slot.Indicator.Type == CellType.Amount ? Yuan(Total)
        : (decimal)Total;

    public bool CanBeAdded => slot.Indicator.Additive || Numbers <= 1;

    /// <summary>How many parts have a number.</summary>
    public int Numbers => Count(None);

    /// <summary>How many parts were measured, whatever they said.</summary>
    public int Parts
    {
        get
        {
            var parts = 0;
            foreach (var count in sums.Counts.AsSpan(_place * FigureSums.Width, (int)NoDenominator))
            {
                parts += count;
            }

            return parts;
        }
    }

    /// <summary>How many parts do not ask it, or leave the table out: they say nothing on it.</summary>
    public int Silent => Count(NotOnForm) + Count(NotReported);

    /// <summary>
    /// Whether the sum is a lower bound: a part that was printed has no number, and no identity proves that it is 0.
    /// </summary>
    public bool IsPartial => Count(FigureMarks.Partial) > 0 || Parts - Numbers - Silent > Count(FigureMarks.ProvedZero);

    /// <summary>
    /// Why there is no sum: of several reasons the weightiest. Where no part was added, none was reported.
    /// </summary>
    public FigureCondition Gap => !CanBeAdded ? NotAdditive : Numbers > 0 ? None : WeightiestReason();

    private FigureMarks Marks
    {
        get
        {
            var marks = FigureMarks.None;
            foreach (var mark in Qualifying)
            {
                marks |= Count(mark) > 0 ? mark : FigureMarks.None;
            }

            return marks;
        }
    }

    private Int128 Total => sums.Sums[_place];

    /// <summary>How many parts have no number for this reason; <see cref="None"/>: have one.</summary>
    public int Count(FigureCondition gap) => sums.Counts[(_place * FigureSums.Width) + (int)gap];

    /// <summary>How many parts bear a mark.</summary>
    public int Count(FigureMarks mark) => sums.Counts[
        ((_place + 1) * FigureSums.Width) - FigureSums.Marks + int.Log2((int)mark)];

    private FigureCondition WeightiestReason()
    {
        foreach (var reason in Tally.Reasons)
        {
            if (Count(reason) > 0)
            {
                return reason;
            }
        }

        return NotReported;
    }

    /// <summary>Whole yuan apart: together they may be too many digits to convert at once.</summary>
    private static decimal Yuan(Int128 total) => (decimal)(total / FigureSums.AmountUnits)
        + ((decimal)(total % FigureSums.AmountUnits) / FigureSums.AmountUnits);

    /// <summary>As one figure: the sum with what qualifies it, or the gap.</summary>
    public Measured ToMeasured() => Sum is { } sum
        ? new(sum, SlotFigure.Said(IsPartial ? Marks | FigureMarks.Partial : Marks), [])
        : new(null, SlotFigure.Said(Gap), []);

    /// <summary>As one figure, for rates.</summary>
    internal Tally ToTally()
    {
        var proved = Numbers > 0 ? !IsPartial : Parts == Count(FigureMarks.ProvedZero);
        return new(Sum, Gap, proved, Marks, []);
    }
}
