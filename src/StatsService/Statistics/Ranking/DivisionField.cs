using StatsService.RollUp;
using StatsService.Statistics.Divisions;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Ranking;

/// <summary>Divisions that are ranked by one measure of one year, at one point of the log.</summary>
internal sealed class DivisionField(
    NodeReader nodes, PublishedRevisions revisions, RollUpPoint point, Country country, DivisionMeasure measure,
    int year, ReportSet set)
{
    /// <summary>Divisions read at once; the nodes of so many are kept for their rows.</summary>
    private const int AtOnce = 2000;

    private IReadOnlyDictionary<NodeKey, Node>? _kept;

    public async Task<Ranking> Rank(
        IReadOnlyList<string> divisions, RankLimits limits, bool ascending, CancellationToken ct)
    {
        var candidates = new List<Candidate>(divisions.Count);
        foreach (var some in divisions.Chunk(AtOnce))
        {
            var found = await Read(some, ct);
            _kept = divisions.Count <= AtOnce ? found : null;
            candidates.AddRange(some.Select(division =>
            {
                var rows = measure.Rows(found[Key(division)]);
                return limits.Judge(division, rows, measure.Figure(rows[0], country, division));
            }));
        }

        return new(candidates, ascending);
    }

    public async Task<IReadOnlyList<Wire.RankRow>> Rows(IReadOnlyList<RankPlace> places, CancellationToken ct)
    {
        var found = _kept ?? await Read([.. places.Select(place => place.Candidate.Id)], ct);
        var rows = places.Select(place => Row(place, found[Key(place.Candidate.Id)])).ToList();
        await revisions.Write(rows, country, ct);
        return rows;
    }

    private Wire.RankRow Row(RankPlace place, Node node)
    {
        var figures = measure.Rows(node)[0];
        var division = place.Candidate.Id;
        return RankPage.Row(
            place, measure.Header(figures, country, division, year), measure.Figure(figures, country, division));
    }

    private Task<IReadOnlyDictionary<NodeKey, Node>> Read(
        IReadOnlyCollection<string> divisions, CancellationToken ct) =>
        nodes.At(point.Generation, point.Log.Number, [.. divisions.Select(Key)], ct, measure.Only);

    private NodeKey Key(string division) => new(division, year, set);
}
