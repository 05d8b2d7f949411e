using StatsService.Forms;
using StatsService.Forms.Measuring;
using StatsService.RollUp;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Divisions;

/// <summary>One measure of divisions: of each node the figure, and what it is made of.</summary>
internal sealed class DivisionMeasure
{
    private readonly FormCatalog _catalog;
    private readonly Wire.Measure _measure;
    private readonly Wire.Basis _basis;
    private readonly bool _levelOnly;
    private readonly DivisionHeaders _headers;
    private readonly ulong _topics;

    public DivisionMeasure(FormCatalog catalog, Wire.Measure measure, Wire.Basis basis, bool levelOnly)
    {
        (_catalog, _measure, _levelOnly) = (catalog, measure, levelOnly);
        _basis = basis == Wire.Basis.Unspecified ? Wire.Basis.Resolved : basis;
        Indicators = Measures.Indicators(measure);
        Only = Measures.Slots(measure, catalog);
        _headers = new(catalog, Indicators);
        _topics = Topics.Of(Indicators, catalog);
    }

    public IReadOnlyList<string> Indicators { get; }

    /// <summary>The slots of nodes that it looks at.</summary>
    public SlotPick Only { get; }

    /// <summary>Two only where the sides of a rate come about in different ways: then there is no rate.</summary>
    public IReadOnlyList<BasisFigures> Rows(Node node) => BasisFigures.Of(_basis, _levelOnly, node, _topics);

    /// <param name="isPartial">Something that belongs to it could not be added up.</param>
    public Wire.Figure Figure(BasisFigures row, Country country, string division, bool isPartial = false) =>
        IndicatorFigures.Measure(
            new SumFigures(
                _catalog, row.Sums, row.IsWhole ? ulong.MaxValue : row.Topics,
                country.Tree.Find(division)!.Level == DivisionLevel.Nation, isPartial),
            _catalog, _measure);

    public Wire.FigureHeader Header(BasisFigures row, Country country, string division, int year) =>
        _headers.Of(_levelOnly, country, division, year, row);
}
