using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Ranking;

/// <summary>Whoever may be ranked.</summary>
/// <param name="Id">Of a division or an organ.</param>
/// <param name="Reason">Why it is not ranked.</param>
internal sealed record Candidate(string Id, FigureValue? Value, Wire.UnrankedReason Reason)
{
    public bool IsRanked => Reason == Wire.UnrankedReason.Unspecified;
}

/// <summary>One's place in a ranking.</summary>
/// <param name="Rank">From 1; null: not ranked.</param>
internal sealed record RankPlace(Candidate Candidate, int? Rank, bool Tied);

/// <summary>Candidates in their order: those that are ranked, and behind them the others by reason.</summary>
internal sealed class Ranking
{
    private readonly List<RankPlace> _places = [];

    public Ranking(IEnumerable<Candidate> candidates, bool ascending)
    {
        var all = candidates.ToLookup(candidate => candidate.IsRanked);
        var ranked = all[true].OrderBy(candidate => candidate.Id, StringComparer.Ordinal).ToList();
        Values = [.. ranked.Select(candidate => candidate.Value!.Value).Order()];
        var inOrder = ascending
            ? ranked.OrderBy(candidate => candidate.Value!.Value)
            : ranked.OrderByDescending(candidate => candidate.Value!.Value);
        Add([.. inOrder]);
        _places.AddRange(all[false].OrderBy(candidate => candidate.Reason)
            .ThenBy(candidate => candidate.Id, StringComparer.Ordinal)
            .Select(candidate => new RankPlace(candidate, null, Tied: false)));
    }

    public IReadOnlyList<RankPlace> Places => _places;

    /// <summary>The values of those that are ranked, the smallest first.</summary>
    public IReadOnlyList<FigureValue> Values { get; }

    public int RankedCount => Values.Count;

    public int UnrankedCount => _places.Count - Values.Count;

    private void Add(List<Candidate> ranked)
    {
        for (var i = 0; i < ranked.Count; i++)
        {
            var likeLast = i > 0 && IsTie(ranked[i - 1], ranked[i]);
            var likeNext = i + 1 < ranked.Count && IsTie(ranked[i], ranked[i + 1]);
            _places.Add(new(ranked[i], likeLast ? _places[^1].Rank : i + 1, likeLast || likeNext));
        }
    }

    private static bool IsTie(Candidate one, Candidate other) => one.Value!.Value.CompareTo(other.Value!.Value) == 0;
}
