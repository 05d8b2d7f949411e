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
    private readonly DivisionBreaks _breaks = new(catalog, topic.Indicators);
    private readonly ulong _topics = Topics.Of(topic.Indicators, catalog);

    /// <param name="before">The year before.</param>
    public IEnumerable<TRow> Make(DivisionInYear now, DivisionInYear before)
    {
        var last = BasisFigures.Of(asked.Basis, asked.LevelOnly, before.Node, _topics);
        var ofNation = now.Division.Level == DivisionLevel.Nation;
        foreach (var figures in BasisFigures.Of(asked.Basis, asked.LevelOnly, now.Node, _topics))
        {
            if (asked.SkipEmpty && figures.IsEmpty)
            {
                continue;
            }

            var row = topic.Fill(new SumFigures(
                catalog, figures.Sums, figures.IsWhole ? ulong.MaxValue : figures.Topics, ofNation,
                isPartial: now.Unallotted.Count > 0));
            var header = _headers.Of(asked.LevelOnly, country, now.Division.Code, now.Year, figures);
            now.WriteTo(header);
            header.Breaks.Add(_breaks.Find(now, figures, before, last));
            row.Descriptor.FindFieldByName("header").Accessor.SetValue(row, header);
            yield return row;
        }
    }
}
