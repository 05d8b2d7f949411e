using Google.Protobuf;
using StatsService.Forms;
using StatsService.Registry;
using StatsService.Reports;

namespace StatsService.Statistics;

/// <summary>Makes the rows of one organ over the years.</summary>
internal sealed class OrganRows<TRow>(OrganYears asked, TopicRows<TRow> topic, RowHeaders headers)
    where TRow : IMessage<TRow>
{
    /// <param name="reports">Its reports, those of the year before the first included.</param>
    /// <param name="after">The last row of this organ that was given, if any was.</param>
    public IEnumerable<(RowPlace Place, TRow Row)> Make(Organ organ, IEnumerable<ReportAt> reports, RowPlace? after)
    {
        var filed = reports.ToLookup(at => at.Report.Year);
        var first = after?.Year ?? asked.FirstYear;
        var before = Points(first - 1, topic.Stated(filed[first - 1]));
        for (var year = first; year <= asked.LastYear; year++)
        {
            var rows = topic.Stated(filed[year]);
            var wanted = asked.Scope == Scope.Unspecified
                ? rows
                : [.. rows.Where(row => row.Part!.Part.Scope == asked.Scope)];
            var given = wanted.Count > 0
                ? wanted.Select(row => Headed(row.Row, headers.Stated(organ, year, row.Part!, row.Use, before)))
                : Empty(organ, year, [.. filed[year]]);
            foreach (var (row, i) in given.Select((row, i) => (row, i)))
            {
                var place = new RowPlace(organ.Code, year, i);
                if (after?.IsBefore(place) ?? true)
                {
                    yield return (place, row);
                }
            }

            before = Points(year, rows);
        }
    }

    /// <summary>The row that says that there is nothing: for want of a report, or of the table in it.</summary>
    private IEnumerable<TRow> Empty(Organ organ, int year, IReadOnlyList<ReportAt> reports)
    {
        var report = reports
            .Where(at => asked.Scope == Scope.Unspecified || at.Report.Scope == asked.Scope)
            .MinBy(at => (at.Report.Scope == Scope.Unknown ? 1 : 0, -(int)at.Report.Scope));
        if (report is not null)
        {
            yield return Headed(topic.NotReported().Row, headers.Reported(organ, year, report, report.Report.Scope));
        }
        else if (!asked.SkipEmpty)
        {
            yield return Headed(topic.NotReported().Row, RowHeaders.Missing(organ, year));
        }
    }

    private static IReadOnlyList<SeriesPoint> Points(int year, IEnumerable<TopicRow<TRow>> rows) =>
        [.. rows.Select(row => new SeriesPoint(year, row.Part!.Part.Scope, row.Use.Forms))];

    private static TRow Headed(TRow row, Ogi.Stats.V1.FigureHeader header)
    {
        row.Descriptor.FindFieldByName("header").Accessor.SetValue(row, header);
        return row;
    }
}
