namespace StatsService.Forms.Measuring;

/// <summary>All figures of one part of a report, by <see cref="FormCatalog.Slots"/>.</summary>
public sealed class PartVector
{
    private readonly SlotFigure[] _figures;

    internal PartVector(SlotFigure[] figures, IReadOnlyList<(int Topic, int Form)> forms) =>
        (_figures, Forms) = (figures, forms);

    /// <summary>
    /// The topics that the tables of this part cover, with the numbers of the forms that they are on (among
    /// <see cref="FormCatalog.Forms"/>). A sentence covers no topic: it states single figures.
    /// </summary>
    public IReadOnlyList<(int Topic, int Form)> Forms { get; }

    public ReadOnlySpan<SlotFigure> Figures => _figures;

    public SlotFigure this[Slot slot] => _figures[slot.Number];
}
