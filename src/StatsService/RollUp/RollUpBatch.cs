using Npgsql;
using StatsService.Callers;
using StatsService.Forms;

namespace StatsService.RollUp;

/// <summary>
/// Applies what stands in the log between two numbers to one generation, in the caller's transaction.
/// </summary>
internal sealed class RollUpBatch(FormCatalog catalog, CountryReader countries, ShareReader shares)
{
    /// <param name="after">Up to where the generation stands.</param>
    /// <param name="number">A settled number, up to where it will stand.</param>
    public async Task Apply(NpgsqlConnection connection, int generation, long after, long number, CancellationToken ct)
    {
        var (before, now) = (await countries.At(after, ct), await countries.At(number, ct));
        var range = await LogRange.Read(connection, before, now, ct);
        var years = await Years(connection, generation, range, ct);
        var old = await ShareStore.Read(connection, generation, range.Reports, ct);
        old.AddRange((await ShareStore.Read(connection, generation, range.Registered, ct))
            .Where(share => !range.Reports.Contains((share.Organ, share.Node.Year))));
        var keys = range.Reports.Union(old.Select(share => (share.Organ, share.Node.Year))).ToList();
        var changes = new ShareChanges(before, now);
        changes.Replace(range, years, old, await shares.At(now, keys, ct));
        if (changes.IsEmpty)
        {
            return;
        }

        var stored = await NodeStore.Read(connection, generation, changes.Keys, ct);
        var fold = new NodeFold(catalog, before, now, stored);
        changes.ApplyTo(fold);
        await NodeStore.Write(connection, generation, fold.CarryUp(), stored, number, ct);
        await ShareStore.Write(connection, generation, changes.Taken, changes.Given, ct);
    }

    /// <summary>The years for which there are nodes, or will be: for others nothing is kept.</summary>
    private static async Task<IReadOnlySet<int>> Years(
        NpgsqlConnection connection, int generation, LogRange range, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "select distinct year from ogi.roll_up_node where generation = $1 and division = $2";
        command.Parameters.AddValue(generation);
        command.Parameters.AddValue(Caller.Nation);
        var years = range.Reports.Select(report => report.Year).ToHashSet();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            years.Add(rows.GetInt16(0));
        }

        return years;
    }
}
