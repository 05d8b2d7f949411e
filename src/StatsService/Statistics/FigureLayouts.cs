using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>The layouts of all typed rows, read once.</summary>
internal sealed class FigureLayouts
{
    public FigureLayouts(FormCatalog catalog)
    {
        var reader = new FigureLayoutReader(catalog);
        Applications = reader.Read(Wire.ApplicationOutcomesRow.Descriptor);
        Applicant = reader.Read(Wire.ApplicationOutcomes.Descriptor);
        Reviews = reader.Read(Wire.ReviewResultsRow.Descriptor);
        Disclosure = reader.Read(Wire.DisclosureCountsRow.Descriptor);
    }

    public FigureLayout Applications { get; }

    /// <summary>One column of table 3.</summary>
    public FigureLayout Applicant { get; }

    public FigureLayout Reviews { get; }

    public FigureLayout Disclosure { get; }
}
