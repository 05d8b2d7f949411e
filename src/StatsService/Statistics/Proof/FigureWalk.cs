using System.Runtime.CompilerServices;
using StatsService.Forms;
using StatsService.Forms.Measuring;
using StatsService.RollUp;
using StatsService.Statistics.Divisions;

namespace StatsService.Statistics.Proof;

/// <summary>
/// Goes through what a figure of a division is made of, in one order, from any place on: one level down, or down to the
/// reports. Exactly what the roll-up added up: published where that was used, else the level's, the organs', the
/// children's. Copies, which it left out, are shown among the organs.
/// </summary>
/// <param name="slots">The figure's: two of a rate.</param>
internal sealed class FigureWalk(
    NodeReader nodes, OrganReports reports, Shares shares, RollUpPoint point, Country country, DivisionYears asked,
    IReadOnlyList<Slot> slots, bool toReports)
{
    /// <summary>Organs whose reports, and divisions whose nodes are read at once.</summary>
    private const int AtOnce = 50;

    private readonly int _year = asked.FirstYear;

    /// <param name="after">The last contributor that was given; null: none was.</param>
    public async IAsyncEnumerable<Contributor> Contributors(
        string division, Uses uses, WalkPlace? after, [EnumeratorCancellation] CancellationToken ct)
    {
        if (after is null || after.Division == division)
        {
            await foreach (var report in Reports(division, uses, after, ct))
            {
                yield return report;
            }
        }

        // Those on the way to where the last page ended come first; all before them were given.
        var path = after is null || after.Division == division ? null
            : country.Path(after.Division, _year).TakeWhile(at => at != division).LastOrDefault();
        var below = uses.Below == 0 ? [] : country.Tree.OnRecordBelow(division, _year)
            .Order(StringComparer.Ordinal)
            .SkipWhile(child => path is not null && child != path);
        foreach (var some in below.Chunk(AtOnce))
        {
            var found = await nodes.At(point.Generation, point.Log.Number, [.. some.Select(Key)], ct);
            foreach (var child in some.Where(child => Contributes(found[Key(child)], uses)))
            {
                await foreach (var one in Below(child, found[Key(child)], uses, child == path ? after : null, ct))
                {
                    yield return one;
                }
            }
        }
    }

    private NodeKey Key(string division) => new(division, _year, asked.Set);

    private IAsyncEnumerable<Contributor> Below(
        string child, Node node, Uses uses, WalkPlace? after, CancellationToken ct) =>
        toReports
            ? Contributors(child, uses.Resolved(node), after, ct)
            : Rows(child, node, uses).Where(row => after?.IsBefore(row.Place) ?? true).ToAsyncEnumerable();

    private IEnumerable<Contributor> Rows(string child, Node node, Uses uses)
    {
        var basis = uses.OfVertical ? Ogi.Stats.V1.Basis.Vertical : Ogi.Stats.V1.Basis.Resolved;
        return BasisFigures.Of(basis, levelOnly: false, node, uses.Below)
            .Where(figures => SaysSomething(figures.Sums, figures.Topics))
            .Select((figures, row) => new DivisionContributor(new(child, "", row), figures));
    }

    private async IAsyncEnumerable<Contributor> Reports(
        string division, Uses uses, WalkPlace? after, [EnumeratorCancellation] CancellationToken ct)
    {
        var speaker = country.Speaker(division);
        var organs = uses.Organs == 0
            ? speaker is null ? [] : [speaker]
            : country.Organs(division).Where(organ => organ.IsVertical == uses.OfVertical || organ == speaker);
        foreach (var some in organs
            .SkipWhile(organ => after is not null && string.CompareOrdinal(organ.Code, after.Organ) < 0)
            .Chunk(AtOnce))
        {
            var read = await reports.At(point.Log.Number, _year, some.Select(organ => organ.Code), ct);
            foreach (var organ in some)
            {
                var at = read[organ.Code].Select(stated => stated.At).ToList();
                var given = shares.Given(at, asked.Set);
                var parts = Parts(division, organ, organ == speaker, given, uses, read[organ.Code]);
                var copied = Copied(
                    division, organ, organ == speaker, given.Count, shares.Copied(at, asked.Set), uses,
                    read[organ.Code]);
                foreach (var one in parts.Concat(copied))
                {
                    if (after?.IsBefore(one.Place) ?? true)
                    {
                        yield return one;
                    }
                }
            }
        }
    }

    private IEnumerable<ReportContributor> Parts(
        string division, OrganEntry organ, bool speaks, IReadOnlyList<GivenPart> given, Uses uses,
        IEnumerable<StatedReport> read)
    {
        for (var i = 0; i < given.Count; i++)
        {
            var part = given[i];
            var topics = part.Topics & part.Scope switch
            {
                Scope.Region or Scope.Level when !speaks || !CoversAny(part.Scope) => 0,
                Scope.Region => uses.Region,
                Scope.Level => uses.Level,
                Scope.Organ when organ.IsVertical == uses.OfVertical => uses.Organs,
                _ => 0UL,
            };
            if (SaysSomething(part.Sums, topics))
            {
                var report = read.First(stated => stated.At == part.Part.At);
                yield return new(new(division, organ.Code, i), organ, part, topics, report);
            }
        }

        // What covers no topic at all is no publication, and in no node.
        bool CoversAny(Scope scope) => given.Any(part => part.Scope == scope && part.Sums.Covered != 0);
    }

    /// <param name="first">The row of the first of them.</param>
    private IEnumerable<ReportContributor> Copied(
        string division, OrganEntry organ, bool speaks, int first, IReadOnlyList<GivenPart> copied, Uses uses,
        IEnumerable<StatedReport> read) =>
        from one in copied.Index()
        let part = one.Item
        let topics = part.Topics & uses.Organs
        where organ.IsVertical == uses.OfVertical && Shares.Counts(part.Scope, speaks)
            && SaysSomething(part.Sums, topics)
        select new ReportContributor(
            new(division, organ.Code, first + one.Index), organ, part, topics,
            read.First(stated => stated.At == part.Part.At));

    private bool Contributes(Node node, Uses uses) =>
        (uses.OfVertical ? node.Vertical : node.Resolved()) is { } sums
        && (SaysSomething(sums, uses.Below) || (toReports && HoldsCopies(sums, uses.Below)));

    private bool HoldsCopies(FigureSums sums, ulong topics) => slots.Any(
        slot => (topics & (1UL << slot.Topic)) != 0 && sums.Count(slot.Topic, TopicCount.Copies) > 0);

    private bool SaysSomething(FigureSums sums, ulong topics) =>
        slots.Any(slot => (topics & (1UL << slot.Topic)) != 0 && sums[slot].Parts > 0);
}
