using Google.Protobuf;
using StatsService.Forms;
using StatsService.RollUp;

namespace StatsService.Statistics.Divisions;

/// <summary>Makes the rows of one division and year.</summary>
internal sealed class DivisionRows<TRow>(
    FormCatalog catalog, DivisionYears asked, StatisticsTopic<TRow> topic, Country country)
    where TRow : IMessage<TRow>
{
    private readonly DivisionHeaders _headers = new(catalog, topic.Indicators);
    private readonly DivisionBreaks _breaks = new(new(catalog), topic.Indicators);
    private readonly ulong _topics = Topics.Of(topic.Indicators, catalog);

    /// <param name="before">The node of the year before.</param>
    public IEnumerable<TRow> Make(string division, int year, Node node, Node before)
    {
        var last = BasisFigures.Of(asked.Basis, asked.LevelOnly, before, _topics);
        var ofNation = country.Tree.Find(division)!.Level == DivisionLevel.Nation;
        foreach (var figures in BasisFigures.Of(asked.Basis, asked.LevelOnly, node, _topics))
        {
            if (asked.SkipEmpty && figures.IsEmpty)
            {
                continue;
            }

            var row = topic.Fill(new SumFigures(
                catalog, figures.Sums, figures.IsWhole ? ulong.MaxValue : figures.Topics, ofNation));
            var header = _headers.Of(asked.LevelOnly, country, division, year, figures);
            header.Breaks.Add(_breaks.Find(country.Tree.Find(division)!, year, figures, last));
            row.Descriptor.FindFieldByName("header").Accessor.SetValue(row, header);
            yield return row;
        }
    }
}
