using StatsService.Forms;
using StatsService.Reports;
using StatsService.RollUp;
using StatsService.Statistics.Divisions;
using State = Ogi.Stats.V1.ReportState;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Ranking;

/// <summary>Organs that are ranked by one measure of one year and scope, at one point of the log.</summary>
internal sealed class OrganField(
    OrganReads reads, RollUpPoint point, Country country, Wire.Measure measure, int year, ReportSet set, Scope scope)
{
    private readonly FormCatalog _catalog = reads.Catalog;

    /// <summary>
    /// Organs of a division and of those below it. Who did not exist in that year, as far as is known, has a place only
    /// if it reported.
    /// </summary>
    /// <param name="level">Of their divisions; unspecified: any.</param>
    public async Task<Ranking> Rank(
        string ancestor, OrganKind kind, DivisionLevel level, RankLimits limits, bool ascending, CancellationToken ct)
    {
        var divisions = Divisions(ancestor, level).ToList();
        var organs = divisions.SelectMany(country.Organs).Where(organ => organ.Kind == kind).ToList();
        var figures = await reads.Shares.At(
            point, year, set, divisions, organs.Select(organ => organ.Code).ToHashSet(StringComparer.Ordinal),
            Measures.Slots(measure, _catalog), Figure, ct);
        return new(
            organs.Where(organ => organ.Years.Contains(year) || figures.ContainsKey(organ.Code))
                .Select(organ => limits.Judge(organ.Code, figures.GetValueOrDefault(organ.Code))),
            ascending);
    }

    public async Task<IReadOnlyList<Wire.RankRow>> Rows(IReadOnlyList<RankPlace> places, CancellationToken ct)
    {
        var ids = places.Select(place => place.Candidate.Id).ToList();
        var organs = await reads.Subjects.AsOf(ids, point.Log.Number, ct);
        var selection = new ReportSelection(
            ids, [], year, year, Scope.Unspecified, "", set == ReportSet.Accepted ? [State.Accepted] : [],
            FindingStrength.Unspecified);
        var filed = ids.Count == 0 ? [] : await reads.Reports.Read(selection, point.Log.Number, "", int.MaxValue, ct);
        var reports = filed.ToLookup(at => at.Report.Organ, StringComparer.Ordinal);
        var topic = Measures.Topic(measure, _catalog, reads.Sections);
        var maker = new TopicRows<Wire.SeriesPoint>(
            _catalog, topic, tablesOnly: false);
        var headers = new RowHeaders(new(_catalog), topic.Indicators, point.Log.Histories);
        return
        [
            .. places.Select(place =>
            {
                var organ = organs[place.Candidate.Id];
                var stated = place.Candidate.Value is null ? null : maker.Stated(reports[place.Candidate.Id])
                    .FirstOrDefault(row => row.Part!.Part.Scope == scope && FigureValue.Of(row.Row.Figure) is not null);
                return stated is null
                    ? RankPage.Row(place, RowHeaders.Missing(organ, year), maker.NotReported().Row.Figure)
                    : RankPage.Row(place, headers.Stated(organ, year, stated.Part!, stated.Use, []), stated.Row.Figure);
            }),
        ];
    }

    /// <summary>Also those that are no longer in force: what was filed there is on file all the same.</summary>
    private IEnumerable<string> Divisions(string division, DivisionLevel level)
    {
        var own = country.Tree.Find(division)!.Level;
        return (level == DivisionLevel.Unspecified || own == level ? [division] : Array.Empty<string>())
            .Concat(own == level
                ? []
                : country.Tree.OnRecordBelow(division, year).SelectMany(below => Divisions(below, level)));
    }

    private Wire.Figure? Figure(OrganShare share) => Sums(share) is { } sums
        ? IndicatorFigures.Measure(new SumFigures(_catalog, sums, ulong.MaxValue, ofNation: false), _catalog, measure)
        : null;

    private Forms.Measuring.FigureSums? Sums(OrganShare share) => scope switch
    {
        Scope.Region => share.Published,
        Scope.Level => share.Level,
        _ => share.Own ?? share.Vertical,
    };
}

/// <summary>What organs that are ranked are read with.</summary>
internal sealed record OrganReads(
    ShareFigures Shares, Subjects Subjects, ReportQuery Reports, IndicatorSections Sections, FormCatalog Catalog);
