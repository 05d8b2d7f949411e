using StatsService.Forms;
using StatsService.Registry;
using StatsService.Reports;
using StatsService.Statistics;
using Wire = Ogi.Stats.V1;

namespace StatsService.Continuity;

/// <summary>Makes the rows of one organ over the years: each year against the one before, scope by scope.</summary>
internal sealed class ContinuityRows(OrganYears asked, bool onlyBroken, FormCatalog catalog)
{
    /// <param name="reports">Its reports, those of the year before the first included.</param>
    /// <param name="after">The last row of this organ that was given, if any was.</param>
    public IEnumerable<(RowPlace Place, Wire.ContinuityRow Row)> Make(
        Organ organ, IEnumerable<ReportAt> reports, RowPlace? after)
    {
        var filed = reports.ToLookup(at => at.Report.Year);
        var first = after?.Year ?? asked.FirstYear;
        var previous = YearPart.Of(filed[first - 1], first - 1, catalog);
        for (var year = first; year <= asked.LastYear; year++)
        {
            var current = YearPart.Of(filed[year], year, catalog);
            var rows = Rows(organ, year, previous, current).Where(IsWanted);
            foreach (var (row, i) in rows.Select((row, i) => (row, i)))
            {
                var place = new RowPlace(organ.Code, year, i);
                if (after?.IsBefore(place) ?? true)
                {
                    yield return (place, row);
                }
            }

            previous = current;
        }
    }

    private bool IsWanted(Wire.ContinuityRow row) => row.Checks.Count > 0 || !(asked.SkipEmpty || onlyBroken);

    private IEnumerable<Wire.ContinuityRow> Rows(
        Organ organ, int year,
        IReadOnlyDictionary<Scope, YearPart> previous, IReadOnlyDictionary<Scope, YearPart> current)
    {
        var scopes = previous.Keys.Union(current.Keys).Order()
            .Where(scope => asked.Scope == Scope.Unspecified || scope == asked.Scope).ToList();
        return (scopes is [] ? [asked.Scope] : scopes).Select(scope => Row(
            new() { Organ = organ.Id, Title = organ.TitleIn(year), Year = year, Scope = (Wire.Scope)scope },
            previous.GetValueOrDefault(scope), current.GetValueOrDefault(scope)));
    }

    private Wire.ContinuityRow Row(Wire.ContinuityRow row, YearPart? previous, YearPart? current)
    {
        row.PreviousRevisions.Add(previous?.Revisions ?? []);
        row.Revisions.Add(current?.Revisions ?? []);
        if (previous is null || current is null)
        {
            row.Gap = current is null ? Wire.ContinuityGap.NotReported : Wire.ContinuityGap.PreviousNotReported;
            return row;
        }

        var pair = new YearPair(previous, current);
        row.Checks.Add(pair.Check(catalog, holding: !onlyBroken)
            .Where(check => !onlyBroken || check.Outcome == YearsOutcome.Broken)
            .Select(check => WireContinuity.Write(pair, check)));
        row.Gap = row.Checks.Count > 0 ? Wire.ContinuityGap.Unspecified : Wire.ContinuityGap.NothingComparable;
        return row;
    }
}
