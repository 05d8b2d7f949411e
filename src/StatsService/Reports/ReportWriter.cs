using Google.Protobuf;
using Marten;
using Ogi.Stats.Store.V1;
using StatsService.Canonical;
using StatsService.Log;
using StatsService.Telemetry;

namespace StatsService.Reports;

/// <summary>What every write of a report comes with.</summary>
/// <param name="Meta">Who, for whom, why.</param>
/// <param name="Request">The request's id, where it has one.</param>
public sealed record WriteOrder(EventMeta Meta, RequestKey? Request);

/// <summary>What a write left.</summary>
/// <param name="Report">The report as of this write; of a retry, as of the first time.</param>
/// <param name="Event">The event that it stored, or null where nothing was to be stored.</param>
/// <param name="Number">The number of the report's newest event in the log.</param>
public sealed record Written(AnnualReport Report, IMessage? Event, long Number);

/// <summary>
/// The one way to change a report: fetch its state, let the use case decide on an event, append it. One transaction holds
/// the event, the snapshot, the receipt and the texts.
/// </summary>
public sealed class ReportWriter(IDocumentStore store, Receipts receipts, ReportReader reader, StatsMetrics metrics, TimeProvider clock)
{
    /// <param name="decide">The state (null: none) in, the event out; null: nothing to be stored.</param>
    public async Task<Written> Write(
        ReportName name, WriteOrder order, Func<AnnualReport?, IMessage?> decide, IReadOnlyCollection<SourceText> texts, CancellationToken ct) =>
        await WriteRetry.Run(async () =>
        {
            if (order.Request is { } key && await receipts.Find(key, ct) is { } receipt)
            {
                return await Replay(receipt, ct);
            }

            return await Append(name.ToString(), order, decide, texts, ct);
        });

    private async Task<Written> Append(
        string name, WriteOrder order, Func<AnnualReport?, IMessage?> decide, IReadOnlyCollection<SourceText> texts, CancellationToken ct)
    {
        await using var session = store.LightweightSession();
        var stream = await session.Events.FetchForWriting<AnnualReport>(name, ct);
        var decided = decide(stream.Aggregate);
        var version = stream.CurrentVersion.GetValueOrDefault();
        if (decided is not null)
        {
            version++;
            var meta = order.Meta.Clone();
            decided.SetMeta(meta);
            stream.AppendOne(EventMetas.Stamp(
                session.Events.BuildEvent(decided), meta, stream.Aggregate?.Stored.Hash ?? ByteString.Empty, clock));
            Sources.Write(session, texts);
        }

        if (order.Request is { } key)
        {
            Receipts.Write(session, key, new(name, version, decided is not null));
        }

        await session.SaveChangesAsync(ct);
        if (decided is null)
        {
            return new(stream.Aggregate!, Event: null, await reader.NumberOf(name, version, ct));
        }

        var report = (await session.Events.FetchLatest<AnnualReport>(name, ct))!;
        if (decided is ReportFiled or ReportCorrected)
        {
            report.Check.Findings.ToList().ForEach(finding => metrics.Found(finding.Rule.Id, finding.Strength.ToString()));
        }

        return new(report, decided, stream.Events[^1].Sequence);
    }

    private async Task<Written> Replay(Receipt receipt, CancellationToken ct)
    {
        var events = await reader.Events(receipt.Stream, ct);
        var upTo = events.TakeWhile(e => e.Version <= receipt.Version).ToList();
        return new(ReportReader.Fold(receipt.Stream, upTo)!, receipt.Changed ? upTo[^1].Data : null, upTo[^1].Number);
    }
}
