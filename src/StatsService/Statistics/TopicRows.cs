using Google.Protobuf;
using StatsService.Forms;
using StatsService.Reports;

namespace StatsService.Statistics;

/// <summary>Makes the rows of one organ and year.</summary>
internal sealed class TopicRows<TRow>(FormCatalog catalog, StatisticsTopic<TRow> topic, bool tablesOnly)
    where TRow : IMessage<TRow>
{
    /// <summary>A row for every scope (and report) that gives a cell or a sentence of what is asked.</summary>
    public IReadOnlyList<TopicRow<TRow>> Stated(IEnumerable<ReportAt> reports)
    {
        var rows = new List<TopicRow<TRow>>();
        foreach (var part in CountingPart.Of(reports, catalog).Where(topic.Concerns))
        {
            // Sentences have no sections to count one by one:
            // where a weightier report speaks, the other's do not count.
            var second = rows.Exists(row => row.Part!.Part.Scope == part.Part.Scope);
            var row = Fill(second ? part with { Part = part.Part with { StatedFigures = [] } } : part);
            if (!row.Use.IsEmpty)
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    /// <summary>The row of an organ and year without any figure of what is asked.</summary>
    public TopicRow<TRow> NotReported() => Fill(part: null);

    private TopicRow<TRow> Fill(CountingPart? part)
    {
        var figures = new PartFigures(catalog, part, tablesOnly);
        var row = topic.Fill(figures);
        return new(row, figures.Use(), part);
    }
}
