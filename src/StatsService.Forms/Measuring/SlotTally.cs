using static StatsService.Forms.FigureCondition;

namespace StatsService.Forms.Measuring;

/// <summary>A <see cref="Tally"/> without its cells, that allocates nothing.</summary>
internal struct SlotTally
{
    /// <summary>The weight of each <see cref="FigureCondition"/> as a reason: the heaviest is given.</summary>
    private static readonly int[] Ranks = RanksOf([None, .. Tally.Reasons.Reverse()]);

    public decimal Sum;
    public bool HasSum;
    public bool Proved;
    public FigureCondition Gap;
    public FigureMarks Marks;

    public static SlotTally Empty => new() { Proved = true };

    public static SlotTally Number(decimal value) => new() { Sum = value, HasSum = true, Proved = true };

    public static SlotTally Absent(FigureCondition gap, bool proved = false) => new() { Gap = gap, Proved = proved };

    public void Add(in SlotTally other)
    {
        Gap = Ranks[(int)Gap] >= Ranks[(int)other.Gap] ? Gap : other.Gap;
        if (Gap == Uncertain)
        {
            (Sum, HasSum) = (0, false);
        }
        else if (other.HasSum)
        {
            Sum = HasSum ? Sum + other.Sum : other.Sum;
            HasSum = true;
        }

        Proved &= other.Proved;
        Marks |= other.Marks;
    }

    public readonly SlotFigure ToFigure() => HasSum
        ? new(Sum, None, Proved ? Marks : Marks | FigureMarks.Partial)
        : new(0, Gap, Proved ? FigureMarks.ProvedZero : FigureMarks.None);

    private static int[] RanksOf(FigureCondition[] rising) =>
        [.. rising.Order().Select(condition => Array.IndexOf(rising, condition))];
}
