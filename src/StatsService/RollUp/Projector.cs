using Npgsql;
using StatsService.Log;

namespace StatsService.RollUp;

/// <summary>
/// Keeps the roll-up up to the settled log: one batch after the other, each in one transaction with its own progress,
/// so that every event is applied exactly once, whatever ends when. Of several instances one works at a time.
/// </summary>
internal sealed partial class Projector(
    NpgsqlDataSource database, HighWater highWater, EventLog events, Generations generations, RollUpBatch batch,
    RollUpSignal signal, RollUpProgress progress, TimeProvider clock, ILogger<Projector> log) : BackgroundService
{
    /// <summary>
    /// Events applied in one transaction. More at once are faster; to see a state between two batches so many are
    /// replayed.
    /// </summary>
    private const int AtOnce = 1000;

    /// <summary>The longest that an event of another instance goes unnoticed.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await Advance(stoppingToken))
                {
                    await signal.Wait(Look, stoppingToken);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // Whatever it is, it must not end the service: figures stay as of where they stand, and say so.
                Failed(log, e, progress.Current?.Log.Number ?? 0);
                await Task.Delay(AfterFailure, clock, stoppingToken);
            }
        }
    }

    /// <summary>Applies one batch, or follows the instance that does.</summary>
    /// <returns>Whether there may be more.</returns>
    private async Task<bool> Advance(CancellationToken ct)
    {
        var settled = await highWater.Read(ct);
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await AllowPauses(connection, ct);
        if (await generations.Lock(connection, ct) is not { } generation)
        {
            await Publish(await generations.Current(ct), ct);
            return false;
        }

        if (await EndOfBatch(connection, generation.Number, settled, ct) is not { } next)
        {
            await Publish(generation, ct);
            return false;
        }

        await batch.Apply(connection, generation.Id, generation.Number, next, ct);
        await Generations.Advance(connection, generation.Id, next, ct);
        await transaction.CommitAsync(ct);
        await Publish(generation with { Number = next }, ct);
        return next < settled;
    }

    private async Task Publish(Generation generation, CancellationToken ct)
    {
        var known = progress.Current;
        if (known?.Generation != generation.Id || known.Log.Number != generation.Number)
        {
            progress.Publish(new(generation.Id, await events.PointAt(generation.Number, ct)));
        }
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
    private static async Task<long?> EndOfBatch(
        NpgsqlConnection connection, long number, long settled, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """
            select max(seq_id) from (
                select seq_id from ogi.mt_events where seq_id > $1 and seq_id <= $2 and type <> 'tombstone'
                order by seq_id limit $3) batch
            """;
        command.Parameters.AddValue(number);
        command.Parameters.AddValue(settled);
        command.Parameters.AddValue(AtOnce);
        return await command.ExecuteScalarAsync(ct) as long?;
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The roll-up could not go on from {Number}; it tries again. Figures of divisions stand there.")]
    private static partial void Failed(ILogger log, Exception e, long number);
}
