using StatsService.Forms;
using StatsService.RollUp;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Proof;

/// <summary>The cells in which a government published its figures for the region.</summary>
internal sealed class PublishedCells(FormCatalog catalog, IEnumerable<GivenPart> given)
{
    private readonly List<GivenPart> _region = [.. given.Where(part => part.Scope == Scope.Region)];

    public IEnumerable<Wire.FigureCell> Of(Slot slot) => _region
        .Where(part => (part.Topics & (1UL << slot.Topic)) != 0)
        .SelectMany(part => FigureCells.Of(
            part.Part.Part, catalog.Measure(part.Part.Part, slot.Indicator.Name, slot.Applicant).Cells, catalog));
}
