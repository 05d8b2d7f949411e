using Npgsql;
using StatsService.Forms;
using StatsService.Forms.Measuring;

namespace StatsService.RollUp;

/// <summary>
/// Makes all nodes of a year anew from what organs give, without reading a report. Its cost grows with the organs that
/// reported in that year.
/// </summary>
internal sealed class NodeRebuild(NpgsqlDataSource database, FormCatalog catalog)
{
    /// <summary>Divisions whose shares are read at once.</summary>
    private const int AtOnce = 200;

    /// <param name="country">As of the number that the generation stands at, which is held by the caller.</param>
    public async Task<IReadOnlyDictionary<NodeKey, byte[]>> Year(
        int generation, Country country, int year, ReportSet set, CancellationToken ct)
    {
        var nodes = new Dictionary<NodeKey, byte[]>();
        foreach (var root in country.Tree.All.Where(division => country.Above(division.Code, year) is null))
        {
            var parts = new List<Work>();
            var tops = country.Tree.OnRecordBelow(root.Code, year).ToList();
            await Parallel.ForEachAsync(tops, ct, async (top, stop) =>
            {
                var work = new Work(generation, country, year, set, New());
                await Below(work, top, stop);
                lock (parts)
                {
                    parts.Add(work);
                }
            });
            var last = new Work(generation, country, year, set, New());
            parts.ForEach(last.Take);
            await Make(last, [root.Code], ct);
            foreach (var (key, data) in last.Nodes)
            {
                nodes[key] = data;
            }
        }

        return nodes;
    }

    private Node New() => new(catalog, room: new(catalog));

    /// <summary>A division after all below it.</summary>
    private async Task Below(Work work, string top, CancellationToken ct)
    {
        foreach (var divisions in PostOrder(work.Country, top, work.Year).Chunk(AtOnce))
        {
            await Make(work, divisions, ct);
        }
    }

    private async Task Make(Work work, IReadOnlyList<string> divisions, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var shares = (await ShareStore.Read(connection, work.Generation, work.Year, work.Set, divisions, ct))
            .ToLookup(share => share.Node.Division, StringComparer.Ordinal);
        foreach (var division in divisions)
        {
            Make(work, division, [.. shares[division]]);
        }
    }

    private void Make(Work work, string division, IReadOnlyList<PlacedShare> shares)
    {
        var (country, year) = (work.Country, work.Year);
        var reported = shares.Select(share => share.Organ).ToHashSet(StringComparer.Ordinal);
        var bare = country.OrgansOf(division).Where(organ => organ.Owes(year) && !reported.Contains(organ.Code))
            .Aggregate(default(Owed), (owed, organ) => owed + Owed.By(organ));
        var below = work.Below.GetValueOrDefault(division) ?? new();
        work.Below.Remove(division);
        var above = country.Above(division, year);
        if (shares.Count == 0 && below.Sums is null)
        {
            if (above is not null)
            {
                work.At(above).Owed += bare + below.Owed;
            }

            return;
        }

        var node = work.Node;
        node.Sums.Clear();
        foreach (var share in shares)
        {
            NodeCodec.AddShare(share.Data, node, 1);
        }

        node.AddOwed(bare, below.Owed);
        node.AddBelow(below.Sums, below.Vertical);
        node.AddLevel();
        work.Nodes[new(division, year, work.Set)] = NodeCodec.Write(node);
        if (above is not null)
        {
            var parent = work.At(above);
            node.AddResolvedTo(parent.Sums ??= new(catalog), 1);
            if (node.Vertical is { IsEmpty: false } vertical)
            {
                (parent.Vertical ??= new(catalog)).Add(vertical);
            }
        }
    }

    private static IEnumerable<string> PostOrder(Country country, string division, int year) =>
        country.Tree.OnRecordBelow(division, year).SelectMany(child => PostOrder(country, child, year))
            .Append(division);

    /// <summary>What is made so far, and what waits for the divisions above.</summary>
    /// <param name="Node">The one that is made: the same for all, one after the other.</param>
    private sealed record Work(int Generation, Country Country, int Year, ReportSet Set, Node Node)
    {
        public Dictionary<NodeKey, byte[]> Nodes { get; } = [];

        public Dictionary<string, Waiting> Below { get; } = new(StringComparer.Ordinal);

        public Waiting At(string division)
        {
            if (!Below.TryGetValue(division, out var waiting))
            {
                Below[division] = waiting = new();
            }

            return waiting;
        }

        /// <summary>What another part has made, of which all but the top is done.</summary>
        public void Take(Work part)
        {
            foreach (var (key, data) in part.Nodes)
            {
                Nodes[key] = data;
            }

            foreach (var (division, waiting) in part.Below)
            {
                var own = At(division);
                own.Owed += waiting.Owed;
                own.Sums = Sum(own.Sums, waiting.Sums);
                own.Vertical = Sum(own.Vertical, waiting.Vertical);
            }
        }

        private static FigureSums? Sum(FigureSums? sums, FigureSums? more)
        {
            if (sums is null || more is null)
            {
                return sums ?? more;
            }

            sums.Add(more);
            return sums;
        }
    }

    /// <summary>What the divisions below one resolve to, so far.</summary>
    private sealed class Waiting
    {
        public Owed Owed { get; set; }

        public FigureSums? Sums { get; set; }

        public FigureSums? Vertical { get; set; }
    }
}
