using StatsService.Forms;

namespace StatsService.Country;

/// <summary>The common rules that a change of a cell can break: the form of a table, and sentences beside it.</summary>
internal static class KnownText
{
    public static IEnumerable<string> Broken(ReportContent report)
    {
        foreach (var table in report.Tables)
        {
            var (first, last) = table.Form[..4] switch
            {
                "2014" => (2014, 2018),
                "fuji" => (2008, 2018),
                "2019" => (2019, 2020),
                _ => (2021, int.MaxValue),
            };
            if (report.Year < first || report.Year > last)
            {
                yield return $"form.years@{table.Table}";
            }
        }

        foreach (var figure in report.StatedFigures.Where(figure => figure.Indicators[0] == "applications.received"))
        {
            var cell = report.Cell("applications.received_new@total");
            cell = cell.State == CellState.NotPrinted ? report.Cell("f2014.requests.received") : cell;
            if (cell.HasNumber && cell.Value != figure.Value.Value)
            {
                yield return $"text.table@{figure.Id}";
            }
        }
    }
}
