namespace StatsService.Forms;

/// <summary>What qualifies the figure of a slot.</summary>
[Flags]
public enum FigureMarks
{
    None = 0,

    /// <summary>A lower bound: a part has no number and no identity proves that it is 0.</summary>
    Partial = 1,
    Derived = 2,
    Near = 4,
    StatedInText = 8,

    /// <summary>There is no number, but an identity proves that it is 0: a sum without it is whole.</summary>
    ProvedZero = 16,

    /// <summary>An open finding of strength ERROR concerns a cell, or a stated figure, that it is made of.</summary>
    Disputed = 32,
}

/// <summary>The figure of one slot: a <see cref="Measured"/> without its cells.</summary>
/// <param name="Value">0 where there is a gap; amounts in yuan.</param>
/// <param name="Gap">Why there is no number; <see cref="FigureCondition.None"/> where there is one.</param>
public readonly record struct SlotFigure(decimal Value, FigureCondition Gap, FigureMarks Marks)
{
    private const int AllMarks = 63;

    public bool HasNumber => Gap == FigureCondition.None;

    /// <summary>In the order of the conditions.</summary>
    private static readonly (FigureMarks Mark, FigureCondition Condition)[] ByMark =
    [
        (FigureMarks.Partial, FigureCondition.Partial), (FigureMarks.Derived, FigureCondition.Derived),
        (FigureMarks.Near, FigureCondition.Near), (FigureMarks.Disputed, FigureCondition.Disputed),
        (FigureMarks.StatedInText, FigureCondition.StatedInText),
    ];

    /// <summary>Of every set of marks: made once, for every figure of an answer asks.</summary>
    private static readonly IReadOnlyList<FigureCondition>[] BySet =
    [
        .. Enumerable.Range(0, AllMarks + 1).Select(marks => (IReadOnlyList<FigureCondition>)
            [.. ByMark.Where(pair => ((FigureMarks)marks).HasFlag(pair.Mark)).Select(pair => pair.Condition)]),
    ];

    private static readonly IReadOnlyList<FigureCondition>[] ByGap =
        [.. Enumerable.Range(0, (int)FigureCondition.NotAdditive + 1).Select(gap => new[] { (FigureCondition)gap })];

    /// <summary>As <see cref="Measured.Conditions"/> says it.</summary>
    public IReadOnlyList<FigureCondition> Conditions => HasNumber ? Said(Marks) : Said(Gap);

    internal static IReadOnlyList<FigureCondition> Said(FigureMarks marks) => BySet[(int)marks];

    /// <param name="gap">Why there is no number.</param>
    internal static IReadOnlyList<FigureCondition> Said(FigureCondition gap) => ByGap[(int)gap];
}
