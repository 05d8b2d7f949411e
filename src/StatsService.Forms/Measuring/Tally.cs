using static StatsService.Forms.FigureCondition;

namespace StatsService.Forms.Measuring;

/// <summary>The parts of a figure, added up as far as they have numbers.</summary>
/// <param name="Sum">Null where no part has a number, or one is uncertain.</param>
/// <param name="Gap">Why there is no number; where there is one, why a part of it has none.</param>
/// <param name="Proved">Whether the parts without a number are proved to be 0.</param>
/// <param name="Marks">What qualifies the figure, <see cref="FigureMarks.Partial"/> apart.</param>
internal sealed record Tally(
    decimal? Sum, FigureCondition Gap, bool Proved, FigureMarks Marks, IReadOnlyList<string> Cells)
{
    /// <summary>Of several reasons why there is no number the first of these is given.</summary>
    internal static readonly FigureCondition[] Reasons =
        [Uncertain, Unreadable, Blank, FigureCondition.NotApplicable, NotPrinted, NotReported, NotOnForm];

    public static readonly Tally Empty = new(null, FigureCondition.None, Proved: true, FigureMarks.None, []);

    public static Tally Number(decimal value, string cell) =>
        new(value, FigureCondition.None, Proved: true, FigureMarks.None, [cell]);

    public static Tally Absent(FigureCondition gap, bool proved = false, params string[] cells) =>
        new(null, gap, proved, FigureMarks.None, cells);

    public Tally Mark(FigureMarks marks) => this with { Marks = Marks | marks };

    public static Tally operator +(Tally a, Tally b) => new(
        a.Gap == Uncertain || b.Gap == Uncertain ? null : a.Sum is null ? b.Sum : b.Sum is null ? a.Sum : a.Sum + b.Sum,
        Array.Find(Reasons, reason => a.Gap == reason || b.Gap == reason),
        a.Proved && b.Proved,
        a.Marks | b.Marks,
        [.. a.Cells, .. b.Cells]);

    public IReadOnlyList<FigureCondition> Conditions => Sum is null
        ? SlotFigure.Said(Gap)
        : SlotFigure.Said(AllMarks);

    /// <summary>What qualifies the figure, all told.</summary>
    public FigureMarks AllMarks => Proved ? Marks : Marks | FigureMarks.Partial;

    public Measured ToMeasured() => new(Sum, Conditions, Cells);
}
