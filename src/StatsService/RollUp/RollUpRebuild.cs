using System.Runtime.CompilerServices;
using Marten;
using Medallion.Threading.Postgres;
using Npgsql;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Hosting;
using StatsService.Log;

namespace StatsService.RollUp;

/// <summary>
/// Makes the whole roll-up anew from the log, as a generation beside the current, which goes on and is read; when the
/// new one is complete, follows from what organs give and stands where the current does, it takes over.
/// </summary>
/// <remarks>Broken off, it leaves a generation behind that nobody reads and that is removed.</remarks>
internal sealed class RollUpRebuild(
    IDocumentStore store, NpgsqlDataSource database, EventStreams streams, ShareReader shares, HighWater highWater,
    LogReader events, Generations generations, GenerationCheck check, RollUpProgress progress, FormCatalog catalog,
    HistoryWatch watch, InstanceLocks locks)
{
    /// <summary>Any number that nothing else locks.</summary>
    private const long Number = 0x6f67692d726f6c6c;

    private readonly PostgresDistributedLock _everywhere = locks.Of(Number);

    /// <exception cref="Refusal">Another one is under way; or what was made contradicts itself.</exception>
    public async IAsyncEnumerable<RebuildStep> Run([EnumeratorCancellation] CancellationToken ct)
    {
        await using var turn = await _everywhere.TryAcquireAsync(cancellationToken: ct) ?? throw UnderWay();
        using var countries = new CountryReader(store, database, streams, watch);
        var batch = new RollUpBatch(database, watch, catalog, countries, shares);
        var generation = await generations.BeginBeside(ct);
        var settled = await highWater.Read(ct);
        while (await Next(batch, generation, settled, ct) is { } next)
        {
            generation = next;
            yield return new(generation.Number, settled, Year: null, TookOver: null);
            settled = await highWater.Read(ct);
        }

        var country = await countries.At(generation.Number, ct);
        foreach (var year in await check.Years(generation.Id, ct))
        {
            var differing = await check.Differing(generation, country, year, ct);
            if (differing.Count > 0)
            {
                throw Contradiction(differing);
            }

            await generations.Use(generation.Id, ct);
            yield return new(generation.Number, settled, year, TookOver: null);
        }

        yield return await TakeOver(batch, generation, ct);
    }

    private static Refusal UnderWay() => new(Google.Rpc.Code.FailedPrecondition, "REBUILD_UNDER_WAY", new(
        "已有一次汇总重建正在进行；请等它结束，或结束它的调用后再试。",
        "The roll-up is being rebuilt already; wait for the end of that, or end that call and try again."));

    /// <summary>A defect, which only who asked for the rebuild can report.</summary>
    private static Refusal Contradiction(IReadOnlyList<NodeKey> differing)
    {
        var (count, first) = (differing.Count, differing[0]);
        var division = Registry.Division.Prefix + first.Division;
        return new(Google.Rpc.Code.Internal, "REBUILD_CONTRADICTS_ITSELF", new(
            $"重建出的汇总自相矛盾：{first.Year}年度有{count}项不等于各机关所报之和，首项为{division}；未予启用，仍用原来的数字。"
            + "这是程序缺陷，已记录；请凭trace id报告。",
            $"The rebuilt roll-up contradicts itself: {count} sums of {first.Year} do not follow from what organs "
            + $"give, the first is that of {division}. It is not used, the current one stays. This is a defect, which "
            + "was logged; report it with the trace id."));
    }

    private async Task<Generation?> Next(
        RollUpBatch batch, Generation generation, long until, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var next = await batch.Next(connection, generation, until, ct);
        await transaction.CommitAsync(ct);
        return next;
    }

    /// <summary>
    /// While the current one is held where it stands, the new one comes there, is compared, and takes over.
    /// </summary>
    private async Task<RebuildStep> TakeOver(RollUpBatch batch, Generation generation, CancellationToken ct)
    {
        await using var holding = await database.OpenConnectionAsync(ct);
        await using var transaction = await holding.BeginTransactionAsync(ct);
        await TransactionPauses.Allow(holding, "30min", ct); // all nodes of a country are compared in it
        var current = await generations.Lock(holding, ct);
        while (generation.Number < current.Number)
        {
            generation = (await Next(batch, generation, current.Number, ct))!;
        }

        var differing = await check.Between(current.Id, generation.Id, generation.Number, ct);
        await Generations.TakeOver(holding, current.Id, generation.Id, ct);
        await transaction.CommitAsync(ct);
        var point = await events.PointAt(generation.Number, ct);
        progress.Publish(new(generation.Id, point)); // other instances see it at their next look
        return new(generation.Number, generation.Number, Year: null, new(point, differing));
    }
}

/// <summary>How far a rebuild has come.</summary>
/// <param name="Number">Up to where in the log the new generation stands.</param>
/// <param name="Settled">Up to where the log goes.</param>
/// <param name="Year">The year that was held against what organs give.</param>
/// <param name="TookOver">The last step: the new generation is the current one.</param>
internal sealed record RebuildStep(long Number, long Settled, int? Year, TakenOver? TookOver);

/// <summary>A generation took over.</summary>
/// <param name="Point">Where both stood.</param>
/// <param name="Differing">The nodes that were otherwise before.</param>
internal sealed record TakenOver(LogPoint Point, IReadOnlyList<NodeKey> Differing);
