using System.Globalization;
using StatsService.Cli.Screens;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Statistics;

/// <summary>Series for people: a line for each year; below them, what must not be chained.</summary>
internal static class SeriesScreen
{
    public static void Show(Screen screen, Wire.QuerySeriesResponse answer)
    {
        foreach (var series in answer.Series)
        {
            var scope = series.Scope == Wire.Scope.Unspecified ? "" : "  " + Words.Of(series.Scope);
            var figure = FigureLines.Of(series.Points[0].Figure);
            screen.Line(
                $"{series.Points[^1].Header.Title} {series.Organ}{series.Division}{scope}  "
                + $"{figure.Title} {figure.Code}".TrimEnd(),
                "bold");
            var grid = Grids.Create(["年度 Year"], ["数字 Figure", "同比 Year on year"]);
            foreach (var point in series.Points)
            {
                grid.AddTexts($"{point.Header.Year}", FigureLines.Of(point.Figure).Value, Change(point));
            }

            screen.Show(grid);
            foreach (var (year, note) in series.Points.SelectMany(
                point => point.Header.Breaks, (point, found) => (point.Header.Year, found.Note)))
            {
                screen.Line($"  {year - 1} | {year}：{note.Zh}");
                screen.Line($"  {year - 1} | {year}: {note.En}");
            }
        }
    }

    /// <summary>Empty where the service gives none.</summary>
    private static string Change(Wire.SeriesPoint point) => !point.HasYearOnYear ? ""
        : point.Figure.ValueCase == Wire.Figure.ValueOneofCase.Rate
            ? string.Create(CultureInfo.InvariantCulture, $"{100 * point.YearOnYear:+0.00;-0.00;0.00} 百分点 points")
            : string.Create(CultureInfo.InvariantCulture, $"{point.YearOnYear:+0.0 %;-0.0 %;0.0 %}");
}
