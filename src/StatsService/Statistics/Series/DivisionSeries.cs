using System.Runtime.CompilerServices;
using StatsService.Forms;
using StatsService.RollUp;
using StatsService.Statistics.Divisions;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Series;

/// <summary>Reads series of divisions, as the roll-up stood at one point of the log.</summary>
internal sealed class DivisionSeries(NodeReader nodes, PublishedRevisions revisions, FormCatalog catalog)
{
    /// <summary>Divisions and years read at once.</summary>
    private const int AtOnce = 1000;

    /// <param name="after">The place of the last series that was given. Empty: none was.</param>
    public async IAsyncEnumerable<(string Place, Wire.Series Series)> Read(
        DivisionYears asked, Wire.Measure one, double minCoverage, RollUpPoint point, Country country, string after,
        [EnumeratorCancellation] CancellationToken ct)
    {
        var measure = new DivisionMeasure(catalog, one, asked.Basis, asked.LevelOnly);
        var wanted = new AskedNodes(catalog, asked, country, measure.Only);
        var breaks = new DivisionBreaks(
            catalog, measure.Indicators, minCoverage, (ApplicantKind)one.Applicant);
        var years = Enumerable.Range(asked.FirstYear - 1, asked.LastYear - asked.FirstYear + 2).ToList();
        var divisions = asked.Subjects(country).Select(subject => subject.Division).Distinct(StringComparer.Ordinal)
            .SkipWhile(division => after.Length > 0 && division != after).Skip(after.Length > 0 ? 1 : 0);
        foreach (var some in divisions.Chunk(Math.Max(1, AtOnce / years.Count)))
        {
            var keys = some
                .SelectMany(division => years.SelectMany(year => wanted.Keys(division, year))).Distinct().ToList();
            var found = await nodes.At(point.Generation, point.Log.Number, keys, ct, measure.Only);
            var series = some
                .Select(division => Make(
                    measure, breaks, country, years.Select(year => wanted.At(division, year, found))))
                .Where(made => !asked.SkipEmpty || made.Any(point => !point.IsEmpty))
                .Select(made => made.ConvertAll(point => point.Point)).ToList();
            await revisions.Write([.. series.SelectMany(points => points)], country, ct);
            foreach (var points in series)
            {
                var head = points[0].Header;
                var division = head.Division[Registry.Division.Prefix.Length..];
                yield return (
                    division, new() { Division = head.Division, Scope = head.Scope, Points = { points } });
            }
        }
    }

    /// <summary>The points of the years but the first, which only what comes after it is compared with.</summary>
    private static List<(Wire.SeriesPoint Point, bool IsEmpty)> Make(
        DivisionMeasure measure, DivisionBreaks breaks, Country country, IEnumerable<DivisionInYear> years)
    {
        var points = new List<(Wire.SeriesPoint Point, bool IsEmpty)>();
        (DivisionInYear Year, IReadOnlyList<BasisFigures> Rows)? before = null;
        foreach (var now in years)
        {
            var (division, rows) = (now.Division.Code, measure.Rows(now.Node));
            var point = new Wire.SeriesPoint
            {
                Header = measure.Header(rows[0], country, division, now.Year),
                Figure = measure.Figure(rows[0], country, division, isPartial: now.Unallotted.Count > 0),
            };
            now.WriteTo(point.Header);
            if (before is var (last, lastRows))
            {
                point.Header.Breaks.Add(breaks.Find(now, rows[0], last, lastRows));
                if (YearOnYear.Of(points[^1].Point, point) is { } change)
                {
                    point.YearOnYear = change;
                }
            }

            points.Add((point, rows[0].IsEmpty));
            before = (now, rows);
        }

        points.RemoveAt(0);
        return points;
    }
}
