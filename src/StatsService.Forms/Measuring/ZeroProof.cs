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
        var (known, open, sign) = (0m, 0, 0);
        foreach (var (factor, cell) in identity.Terms)
        {
            var reading = Reading.Of(table[cell], cell.Type, cell.Optional);
            if (reading.Standing == Standing.Unsettled)
            {
                return false;
            }

            known += factor * reading.Value;
            if (reading.Standing == Standing.Known || proved.Contains(cell.Code))
            {
                continue;
            }

            sign = open++ == 0 ? Math.Sign(factor) : sign;
            if (cell.Type == CellType.SignedCount || Math.Sign(factor) != sign)
            {
                return false;
            }
        }

        if (open == 0 || known != 0)
        {
            return false;
        }

        foreach (var (_, cell) in identity.Terms)
        {
            if (!table[cell].HasNumber)
            {
                proved.Add(cell.Code);
            }
        }

        return true;
    }
}
