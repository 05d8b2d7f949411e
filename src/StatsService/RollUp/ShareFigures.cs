using Npgsql;
using StatsService.Forms;
using StatsService.Forms.Measuring;

namespace StatsService.RollUp;

/// <summary>
/// Reads what single organs give for a year, at any number that the roll-up has come to: as it stands, and by their
/// reports where it stood otherwise.
/// </summary>
internal sealed class ShareFigures(
    NpgsqlDataSource database, FormCatalog catalog, CountryReader countries, ShareReader shares)
{
    /// <summary>Organs whose reports are read at once.</summary>
    private const int AtOnce = 1000;

    /// <param name="divisions">Where the organs are at that number.</param>
    /// <param name="organs">Those wanted; without any report one is left out of the answer.</param>
    /// <param name="only">The slots to read.</param>
    /// <param name="take">What is wanted of a share: of a country's organs no more is kept.</param>
    public async Task<Dictionary<string, T>> At<T>(
        RollUpPoint point, int year, ReportSet set, IReadOnlyCollection<string> divisions, IReadOnlySet<string> organs,
        SlotPick only, Func<OrganShare, T> take, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var found = new Dictionary<string, T>(organs.Count, StringComparer.Ordinal);
        var number = point.Log.Number;
        var standing = ShareStore.ReadStanding(connection, point.Generation, year, set, divisions, ct);
        await foreach (var (stands, share) in standing)
        {
            number = stands;
            if (share is not null && organs.Contains(share.Organ))
            {
                found[share.Organ] = take(share.Read(catalog, only));
            }
        }

        if (number == point.Log.Number)
        {
            return found;
        }

        var (then, now) = (await countries.At(point.Log.Number, ct), await countries.At(number, ct));
        var range = await LogRange.Read(connection, then, now, ct);
        var changed = range.Reports.Where(report => report.Year == year).Select(report => report.Organ)
            .Concat(range.Registered).ToHashSet(StringComparer.Ordinal);
        changed.IntersectWith(organs);
        foreach (var some in changed.Chunk(AtOnce))
        {
            foreach (var organ in some)
            {
                found.Remove(organ);
            }

            var stood = await shares.At(then, [.. some.Select(organ => (organ, year))], ct);
            foreach (var share in stood.Where(share => share.Node.Set == set))
            {
                found[share.Organ] = take(share.Read(catalog, only));
            }
        }

        return found;
    }
}
