using System.Runtime.CompilerServices;
using StatsService.Forms.Measuring;
using StatsService.RollUp;

namespace StatsService.Statistics.Proof;

/// <summary>
/// Finds the organs that are expected to report and say nothing on a topic: where nodes say that some are.
/// </summary>
internal sealed class MissingOrgans(
    NodeReader nodes, OrganReports reports, Shares shares, RollUpPoint point, Country country, int year,
    ReportSet set, int topic)
{
    private const int AtOnce = 50;

    public async IAsyncEnumerable<OrganEntry> In(
        string division, Node node, Uses uses, [EnumeratorCancellation] CancellationToken ct)
    {
        if (Has(uses.Organs) && IsMissing(uses.OfVertical ? node.Vertical : node.Organs))
        {
            var organs = country.Organs(division).Where(organ => organ.IsVertical == uses.OfVertical);
            foreach (var some in organs.Chunk(AtOnce))
            {
                foreach (var organ in await Silent(division, some, ct))
                {
                    yield return organ;
                }
            }
        }

        foreach (var some in (Has(uses.Below) ? country.Tree.OnRecordBelow(division, year) : [])
            .Order(StringComparer.Ordinal).Chunk(AtOnce))
        {
            var found = await nodes.At(point.Generation, point.Log.Number, [.. some.Select(Key)], ct);
            foreach (var child in some)
            {
                var below = found[Key(child)];
                if (IsMissing(uses.OfVertical ? below.Vertical : below.Resolved()))
                {
                    await foreach (var organ in In(child, below, uses.Resolved(below), ct))
                    {
                        yield return organ;
                    }
                }
            }
        }
    }

    private NodeKey Key(string division) => new(division, year, set);

    private bool Has(ulong topics) => (topics & (1UL << topic)) != 0;

    private bool IsMissing(FigureSums? sums) =>
        sums is not null && sums.Count(topic, TopicCount.Expected) > sums.Count(topic, TopicCount.Reported);

    private async Task<IReadOnlyList<OrganEntry>> Silent(
        string division, IReadOnlyList<OrganEntry> organs, CancellationToken ct)
    {
        var read = await reports.At(point.Log.Number, year, organs.Select(organ => organ.Code), ct);
        var speaker = country.Speaker(division);
        return
        [
            .. from organ in organs
               let at = read[organ.Code].Select(stated => stated.At).ToList()
               let given = shares.Given(at, set).Concat(shares.Copied(at, set)).ToList()
               where (organ.Owes(year) || given.Count > 0) && !Has(Shares.Reported(given, organ == speaker))
               select organ,
        ];
    }
}
