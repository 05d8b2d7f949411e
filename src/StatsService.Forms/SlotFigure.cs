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
    public bool HasNumber => Gap == FigureCondition.None;

    /// <summary>In the order of the conditions.</summary>
    private static readonly (FigureMarks Mark, FigureCondition Condition)[] ByMark =
    [
        (FigureMarks.Partial, FigureCondition.Partial), (FigureMarks.Derived, FigureCondition.Derived),
        (FigureMarks.Near, FigureCondition.Near), (FigureMarks.Disputed, FigureCondition.Disputed),
        (FigureMarks.StatedInText, FigureCondition.StatedInText),
    ];

    /// <summary>As <see cref="Measured.Conditions"/> says it.</summary>
    public IReadOnlyList<FigureCondition> Conditions => HasNumber ? Said(Marks) : [Gap];

    internal static IReadOnlyList<FigureCondition> Said(FigureMarks marks) =>
        [.. ByMark.Where(pair => marks.HasFlag(pair.Mark)).Select(pair => pair.Condition)];
}
