using Npgsql;
using OpenTelemetry;
using StatsService.Log;
using StatsService.Telemetry;

namespace StatsService.RollUp;

/// <summary>
/// Keeps the roll-up up to the settled log: one batch after the other, each in one transaction with its own progress,
/// so that every event is applied exactly once, whatever ends when. Of several instances one works at a time.
/// </summary>
internal sealed partial class Projector(
    NpgsqlDataSource database, HighWater highWater, LogReader events, Generations generations, RollUpBatch batch,
    RollUpSignal signal, RollUpProgress progress, RollUpTelemetry telemetry, TimeProvider clock, ILogger<Projector> log)
    : BackgroundService
{
    /// <summary>The longest that an event of another instance goes unnoticed.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan BetweenRemovals = TimeSpan.FromMinutes(1);

    private long _removed = clock.GetTimestamp();

    /// <summary>Where it stood when the service ended, answers go on at once.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await Publish(await generations.Current(cancellationToken), cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!await Advance(stoppingToken))
                {
                    await RemoveUnused(stoppingToken);
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
        var (begun, start) = (clock.GetUtcNow(), clock.GetTimestamp());
        var (after, now, settled) = await Step(ct);
        await Publish(now, ct);
        if (after == now.Number)
        {
            telemetry.Stands(now.Number, settled);
            return false;
        }

        telemetry.Applied(after, now.Number, settled, begun, clock.GetElapsedTime(start));
        return now.Number < settled;
    }

    /// <returns>From where to where in the log the current generation went, and how far that is settled.</returns>
    private async Task<(long After, Generation Now, long Settled)> Step(CancellationToken ct)
    {
        // Twenty looks a second would drown the spans of calls.
        using var silent = SuppressInstrumentationScope.Begin();
        var settled = await highWater.Read(ct);
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await generations.TryLock(connection, ct) is not { } generation)
        {
            var other = await generations.Current(ct);
            return (other.Number, other, settled);
        }

        if (await batch.Next(connection, generation, settled, ct) is not { } next)
        {
            return (generation.Number, generation, settled);
        }

        await transaction.CommitAsync(ct);
        return (generation.Number, next, settled);
    }

    private async Task RemoveUnused(CancellationToken ct)
    {
        if (progress.Current is { } current && clock.GetElapsedTime(_removed) > BetweenRemovals)
        {
            _removed = clock.GetTimestamp();
            await generations.Use(current.Generation, ct);
            await generations.RemoveUnused(ct);
        }
    }

    private async Task Publish(Generation generation, CancellationToken ct)
    {
        var known = progress.Current;
        if (generation.IsComplete
            && (known?.Generation != generation.Id || known.Log.Number != generation.Number))
        {
            progress.Publish(new(generation.Id, await events.PointAt(generation.Number, ct)));
        }
    }

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "The roll-up could not go on from {Number}; it tries again. Figures of divisions stand there.")]
    private static partial void Failed(ILogger log, Exception e, long number);
}
