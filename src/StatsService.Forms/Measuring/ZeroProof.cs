using StatsService.Forms.Checking;

namespace StatsService.Forms.Measuring;

/// <summary>
/// Finds the cells without a number that an identity proves to be 0: all its other terms are known and nothing remains
/// for them. It puts no 0 anywhere; it only tells that a sum without them is complete.
/// </summary>
internal static class ZeroProof
{
    private static readonly HashSet<string> Nothing = [];

    public static IReadOnlySet<string> Prove(ReportTable table, FormTable form, IEnumerable<Identity> identities)
    {
        if (table.Cells.Count >= form.Cells.Count && table.Cells.Values.All(cell => cell.HasNumber))
        {
            return Nothing;
        }

        var proved = new HashSet<string>(StringComparer.Ordinal);
        var left = identities.ToList();

        // What one identity proves may complete another.
        while (left.RemoveAll(identity => ProveBy(identity, table, proved)) > 0)
        {
        }

        return proved;
    }

    private static bool ProveBy(Identity identity, ReportTable table, HashSet<string> proved)
    {
        var known = 0m;
        var open = new List<(decimal Factor, FormCell Cell)>();
        foreach (var term in identity.Terms.Where(term => !proved.Contains(term.Cell.Code)))
        {
            var reading = Reading.Of(table[term.Cell.Code], term.Cell.Type, term.Cell.Optional);
            if (reading.Standing == Standing.Unsettled)
            {
                return false;
            }

            known += term.Factor * reading.Value;
            if (reading.Standing != Standing.Known)
            {
                open.Add(term);
            }
        }

        if (open is [] || known != 0 || !open.TrueForAll(term => PullsWith(term, open[0].Factor)))
        {
            return false;
        }

        proved.UnionWith(open.Select(term => term.Cell.Code));
        return true;
    }

    /// <summary>A count from 0 that no other term can make up for.</summary>
    private static bool PullsWith((decimal Factor, FormCell Cell) term, decimal factor) =>
        term.Cell.Type != CellType.SignedCount && Math.Sign(term.Factor) == Math.Sign(factor);
}
