using Npgsql;
using StatsService.Forms;
using StatsService.Log;

namespace StatsService.RollUp;

/// <summary>
/// Applies the next events of the log to one generation, in the caller's transaction. While it writes one batch it
/// reads the next from the log.
/// </summary>
internal sealed class RollUpBatch(
    NpgsqlDataSource database, HistoryWatch watch, FormCatalog catalog, CountryReader countries, ShareReader shares)
{
    /// <summary>
    /// Events applied in one transaction. More at once are faster; to see a state between two batches so many are
    /// replayed.
    /// </summary>
    private const int AtOnce = 1000;

    private readonly SumsRoom _room = new(catalog);
    private Task<LogBatch?>? _ahead;

    /// <param name="until">A settled number: no event after it is applied.</param>
    /// <returns>The generation as it then stands; null: there is no event.</returns>
    public async Task<Generation?> Next(
        NpgsqlConnection connection, Generation generation, long until, CancellationToken ct)
    {
        await TransactionPauses.Allow(connection, "60s", ct);
        var ahead = _ahead;
        _ahead = null;
        var batch = ahead is null ? null : await ahead;
        if (batch?.Before.Number != generation.Number || batch.Histories != watch.Current)
        {
            batch = await Read(generation.Number, until, ct);
        }

        if (batch is null)
        {
            return null;
        }

        var number = batch.Now.Number;
        _ahead = number < until ? Read(number, until, ct) : null;
        await Apply(connection, generation.Id, batch, ct);
        await Generations.Advance(connection, generation.Id, number, ct);
        return generation with { Number = number };
    }

    /// <summary>The next batch: what stands in the log alone, so that no generation is asked.</summary>
    private async Task<LogBatch?> Read(long after, long until, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var histories = watch.Current;
        if (await End(connection, after, until, ct) is not { } number)
        {
            return null;
        }

        var (before, now) = (await countries.At(after, ct), await countries.At(number, ct));
        var range = await LogRange.Read(connection, before, now, ct);
        return new(histories, before, now, range, await shares.At(now, range.Reports, ct));
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

    private async Task Apply(NpgsqlConnection connection, int generation, LogBatch batch, CancellationToken ct)
    {
        var (_, before, now, range, given) = batch;

        // The years for which there are nodes, or will be: for others nothing is kept.
        var years = await NodeKeys.Years(connection, generation, ct);
        years.UnionWith(range.Reports.Select(report => report.Year));
        var old = await ShareStore.Read(connection, generation, range.Reports, ct);

        // Whoever is registered otherwise gives otherwise, also by reports that did not change.
        var others = (await ShareStore.Read(connection, generation, range.Registered, ct))
            .Where(share => !range.Reports.Contains((share.Organ, share.Node.Year))).ToList();
        var moved = await shares.At(
            now, [.. others.Select(share => (share.Organ, share.Node.Year)).Distinct()], ct);
        var changes = new ShareChanges(before, now);
        changes.Replace(range, years, old.Concat(others), given.Concat(moved));
        if (changes.IsEmpty)
        {
            return;
        }

        var stored = await NodeStore.Read(connection, generation, changes.Keys, ct);
        var fold = new NodeFold(catalog, before, now, stored, _room);
        changes.ApplyTo(fold);
        await NodeStore.Write(connection, generation, fold.CarryUp(), stored, now.Number, ct);
        await ShareStore.Write(connection, generation, changes.Taken, changes.Given, ct);
    }

    /// <summary>Events that are applied together.</summary>
    /// <param name="Histories">Those of the log that it was read from.</param>
    /// <param name="Before">As of where the batch begins.</param>
    /// <param name="Now">As of its last event.</param>
    /// <param name="Given">What the organs give whose reports are in it.</param>
    private sealed record LogBatch(
        Histories Histories, Country Before, Country Now, LogRange Range, IReadOnlyList<PlacedShare> Given);
}
