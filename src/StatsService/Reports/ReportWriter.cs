using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Canonical;
using StatsService.Log;
using StatsService.Requests;
using StatsService.Telemetry;

namespace StatsService.Reports;

/// <summary>What a request comes down to, once it is understood.</summary>
/// <param name="Meta">Who, for whom, why.</param>
/// <param name="Decide">The state (null: none) in, the event out; null: nothing to be stored.</param>
internal sealed record ReportPlan(ReportName Name, EventMeta Meta, Func<AnnualReport?, IMessage?> Decide)
{
    /// <summary>The texts that it brings, stored in the same transaction.</summary>
    public IReadOnlyCollection<SourceText> Texts { get; init; } = [];
}

/// <summary>The one way to change a report.</summary>
internal sealed class ReportWriter(
    EventWriter writer, Receipts receipts, ReportReader reader, StatsMetrics metrics)
{
    /// <param name="request">Null: it has no id.</param>
    /// <param name="plan">Understands the request; not asked where it was carried out before.</param>
    public async Task<Written<AnnualReport>> Write(
        RequestKey? request, Func<Task<ReportPlan>> plan, CancellationToken ct)
    {
        var written = await writer.Write<AnnualReport>(
            request,
            async () =>
            {
                var understood = await plan();
                return new(
                    [understood.Name.ToString()], understood.Meta,
                    states => Task.FromResult(Decision(states[0], understood)));
            },
            ct);
        Count(written[0]);
        return written[0];
    }

    /// <summary>What a plan would do now: the report as it stands, and the event that would be stored.</summary>
    public async Task<(AnnualReport? Before, IMessage? Event)> Preview(ReportPlan plan, CancellationToken ct)
    {
        var current = (await reader.Newest(plan.Name.ToString(), ct))?.Report;
        return (current, plan.Decide(current));
    }

    /// <summary>Refuses an id that was used for a request with other contents.</summary>
    public async Task CheckUnused(RequestKey? request, CancellationToken ct)
    {
        if (request is not null)
        {
            await receipts.Find(request, ct);
        }
    }

    private static StreamDecision Decision(AnnualReport? current, ReportPlan plan)
    {
        var e = plan.Decide(current);
        var uses = Sources.Uses(plan.Name.ToString(), (current?.Version ?? 0) + 1, e).ToList();
        return new([e], session => Sources.Write(session, plan.Texts, uses));
    }

    private void Count(Written<AnnualReport> written)
    {
        if (written is { Retried: false, Event: ReportCorrected })
        {
            metrics.Found(written.State.Check.Findings);
        }
    }
}
