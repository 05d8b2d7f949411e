using System.Runtime.CompilerServices;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Reports;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Series;

/// <summary>
/// Reads series of organs, as the log stood at one point: one for every scope that an organ has figures of.
/// </summary>
internal sealed class OrganSeries(
    ReportQuery reports, Subjects subjects, IndicatorSections sections, FormCatalog catalog)
{
    /// <summary>Organ-years read at once.</summary>
    private const int AtOnce = 100;

    /// <param name="after">The last series that was given, by its organ and its index there.</param>
    public async IAsyncEnumerable<(string Place, Wire.Series Series)> Read(
        OrganYears asked, Wire.Measure measure, LogPoint point, RowPlace? after,
        [EnumeratorCancellation] CancellationToken ct)
    {
        var topic = Measures.Topic(measure, catalog, sections);
        var rows = new TopicRows<Wire.SeriesPoint>(catalog, topic, asked.TablesOnly);
        var years = asked with { FirstYear = asked.FirstYear - 1, SkipEmpty = false };
        var maker = new OrganRows<Wire.SeriesPoint>(
            years, rows, new(new(catalog), topic.Indicators, point.Histories));
        foreach (var ids in asked.Organs.SkipWhile(id => after is not null && id != after.Organ)
            .Chunk(Math.Max(1, AtOnce / (asked.LastYear - asked.FirstYear + 2))))
        {
            var organs = await subjects.AsOf(ids, point.Number, ct);
            var filed = await Reports(ids, years, point.Number, ct);
            foreach (var id in ids)
            {
                var points = maker.Make(organs[id], filed[id], after: null).Select(row => row.Row).ToList();
                var series = Of(asked, organs[id], points, rows);
                for (var i = after is not null && id == after.Organ ? after.Row + 1 : 0; i < series.Count; i++)
                {
                    yield return (new RowPlace(id, asked.FirstYear, i).ToString(), series[i]);
                }
            }
        }
    }

    /// <param name="points">Of all scopes, from the year before on.</param>
    private static IReadOnlyList<Wire.Series> Of(
        OrganYears asked, Organ organ, IReadOnlyList<Wire.SeriesPoint> points, TopicRows<Wire.SeriesPoint> rows)
    {
        var asDemanded = points.Where(point => point.Header.Year >= asked.FirstYear).ToList();
        if (asked.SkipEmpty && asDemanded.TrueForAll(point => point.Header.Revision.Length == 0))
        {
            return [];
        }

        var scopes = asDemanded.Where(point => point.Header.Origin != Wire.Origin.Unspecified)
            .Select(point => point.Header.Scope).Distinct().Order().ToList();
        return scopes.Count == 0
            ? [Of(asked, organ, (Wire.Scope)asked.Scope, year => points.First(point => point.Header.Year == year))]
            : [.. scopes.Select(scope => Of(asked, organ, scope, year => At(scope, year)))];

        Wire.SeriesPoint At(Wire.Scope scope, int year) =>
            points.Where(point => point.Header.Year == year && point.Header.Scope == scope)
                .MaxBy(point => FigureValue.Of(point.Figure) is null ? 0 : 1)
            ?? new()
            {
                Header = RowHeaders.Missing(organ, year),
                Figure = rows.NotReported().Row.Figure,
            };
    }

    private static Wire.Series Of(OrganYears asked, Organ organ, Wire.Scope scope, Func<int, Wire.SeriesPoint> point)
    {
        var series = new Wire.Series { Organ = organ.Id, Scope = scope };
        var last = point(asked.FirstYear - 1);
        for (var year = asked.FirstYear; year <= asked.LastYear; year++)
        {
            var now = point(year);
            if (YearOnYear.Of(last, now) is { } change)
            {
                now.YearOnYear = change;
            }

            series.Points.Add(now);
            last = now;
        }

        return series;
    }

    private async Task<ILookup<string, ReportAt>> Reports(
        IReadOnlyList<string> organs, OrganYears asked, long number, CancellationToken ct)
    {
        var selection = new ReportSelection(
            organs, [], asked.FirstYear - 1, asked.LastYear, Scope.Unspecified, "", [], FindingStrength.Unspecified);
        return (await reports.Read(selection, number, "", int.MaxValue, ct))
            .ToLookup(at => at.Report.Organ, StringComparer.Ordinal);
    }
}
