using Npgsql;
using StatsService.Forms;

namespace StatsService.RollUp;

/// <summary>Applies the next events of the log to one generation, in the caller's transaction.</summary>
internal sealed class RollUpBatch(FormCatalog catalog, CountryReader countries, ShareReader shares)
{
    /// <summary>
    /// Events applied in one transaction. More at once are faster; to see a state between two batches so many are
    /// replayed.
    /// </summary>
    private const int AtOnce = 1000;

    /// <param name="until">A settled number: no event after it is applied.</param>
    /// <returns>The generation as it then stands; null: there is no event.</returns>
    public async Task<Generation?> Next(
        NpgsqlConnection connection, Generation generation, long until, CancellationToken ct)
    {
        await AllowPauses(connection, ct);
        if (await End(connection, generation.Number, until, ct) is not { } number)
        {
            return null;
        }

        await Apply(connection, generation.Id, generation.Number, number, ct);
        await Generations.Advance(connection, generation.Id, number, ct);
        return generation with { Number = number };
    }

    /// <summary>
    /// Between its statements a batch is computed, which takes long on a busy machine. Whoever falls asleep in it for
    /// good still gives way to another instance.
    /// </summary>
    private static async Task AllowPauses(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "set local idle_in_transaction_session_timeout = '60s'";
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>The number of the last event of the next batch; null: there is no event.</summary>
    private static async Task<long?> End(NpgsqlConnection connection, long number, long until, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            select max(seq_id) from (
                select seq_id from ogi.mt_events where seq_id > $1 and seq_id <= $2 and type <> 'tombstone'
                order by seq_id limit $3) batch
            """;
        command.Parameters.AddValue(number);
        command.Parameters.AddValue(until);
        command.Parameters.AddValue(AtOnce);
        return await command.ExecuteScalarAsync(ct) as long?;
    }

    /// <param name="after">Up to where the generation stands.</param>
    /// <param name="number">A settled number, up to where it will stand.</param>
    private async Task Apply(
        NpgsqlConnection connection, int generation, long after, long number, CancellationToken ct)
    {
        var (before, now) = (await countries.At(after, ct), await countries.At(number, ct));
        var range = await LogRange.Read(connection, before, now, ct);

        // The years for which there are nodes, or will be: for others nothing is kept.
        var years = await NodeStore.Years(connection, generation, ct);
        years.UnionWith(range.Reports.Select(report => report.Year));
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
}
