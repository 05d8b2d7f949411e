namespace StatsService.Forms.Measuring;

/// <summary>All figures of one part of a report, by <see cref="FormCatalog.Slots"/>.</summary>
public sealed class PartVector
{
    private readonly SlotFigure[] _figures;

    internal PartVector(
        SlotFigure[] figures, IReadOnlyList<(int Topic, int Form)> forms, IReadOnlyList<int> sentences) =>
        (_figures, Forms, Sentences) = (figures, forms, sentences);

    /// <summary>
    /// The topics that the tables of this part cover, with the numbers of the forms that they are on (among
    /// <see cref="FormCatalog.Forms"/>). A topic on two forms is there with both.
    /// </summary>
    public IReadOnlyList<(int Topic, int Form)> Forms { get; }

    /// <summary>
    /// The topics that no table of this part covers but sentences do: they state a figure of it. A government that
    /// states a topic for its region only in sentences publishes it so: each topic has exactly one basis, and what the
    /// sentences do not state of it is not reported, never computed from below.
    /// </summary>
    public IReadOnlyList<int> Sentences { get; }

    public ReadOnlySpan<SlotFigure> Figures => _figures;

    public SlotFigure this[Slot slot] => _figures[slot.Number];
}
