using Marten;
using Npgsql;
using StatsService.Callers;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Requests;
using StatsService.Telemetry;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>A report to be filed.</summary>
/// <param name="At">What stands before the request's fields, where it is the item of a stream.</param>
/// <param name="Demand">Refuses whom and what may not be filed, by what the group knows.</param>
internal sealed record FilingItem(
    Wire.FileReportRequest Request, string At, Func<FilingGroup, CancellationToken, Task> Demand);

/// <summary>What became of an item: it was answered, or refused.</summary>
internal sealed record FilingOutcome(Written<AnnualReport>? Written, Exception? Refused);

/// <summary>
/// Files reports together: what they refer to is read at once, each is decided on what those before it left, and what
/// they bring is stored in one transaction, all of it or nothing.
/// </summary>
internal sealed class FilingGroups(
    IDocumentStore store, NpgsqlDataSource database, OrganDirectory organs, FilingIntake intake, Authorship authorship,
    EventStreams streams, StatsMetrics metrics, TimeProvider clock)
{
    /// <summary>Once; should another writer be faster, nothing is stored.</summary>
    /// <param name="beside">What is done with each report that is stored, while it is being stored.</param>
    public async Task<IReadOnlyList<FilingOutcome>> File(
        IReadOnlyList<FilingItem> items, Caller caller, CancellationToken ct,
        Func<AnnualReport, CancellationToken, Task>? beside = null)
    {
        var reads = await FilingReads.Of(
            [.. items.Select(item => item.Request)], caller.Client, store.Options.Serializer(), database, ct);
        var group = new FilingGroup(reads, organs, clock);
        var decisions = new List<Decision>();
        foreach (var item in items)
        {
            try
            {
                decisions.Add(await Decide(item, group, caller, ct));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                decisions.Add(new(Refused: e));
            }
        }

        var storing = Store(group, caller, ct);
        if (beside is not null)
        {
            var reports = group.Events.Select(e => (AnnualReport)e.State);
            await Task.WhenAll(reports.Select(report => beside(report, ct)).Prepend(storing));
        }

        return await Outcomes(decisions, await storing, ct);
    }

    private async Task<Decision> Decide(FilingItem item, FilingGroup group, Caller caller, CancellationToken ct)
    {
        var (request, at, demand) = item;
        await demand(group, ct);
        var key = RequestKey.Of(caller, request, at + "request_id");
        if (group.Before(key) is { } receipt)
        {
            return new(Receipt: receipt);
        }

        if (group.Earlier(key) is { } earlier)
        {
            return new(earlier, Retried: true);
        }

        var filing = await intake.Read(request.Report, at + "report", caller, ct, group);
        var meta = await authorship.Read(caller, "", request.OnBehalfOf, ct, at + "on_behalf_of", group);
        return new(group.Add(filing, FileReport.Decide(group.Report(filing.Name.ToString()), filing), meta, key));
    }

    /// <returns>The numbers in the log of what was stored.</returns>
    private async Task<Dictionary<(string Stream, long Version), long>> Store(
        FilingGroup group, Caller caller, CancellationToken ct)
    {
        if (group.Events.Count == 0 && group.Receipts.Count == 0)
        {
            return [];
        }

        await using var session = store.LightweightSession();
        var events = StreamAppends.Append(session, group.Events);
        Sources.Write(session, group.Texts, group.Uses);
        if (group.Receipts.Count > 0)
        {
            Receipts.Write(session, caller.Client, group.Receipts);
        }

        await session.SaveChangesAsync(ct);
        metrics.Found(group.Events.SelectMany(e => ((AnnualReport)e.State).Check.Findings));
        return events.ToDictionary(e => (e.StreamKey!, e.Version), e => e.Sequence);
    }

    private async Task<IReadOnlyList<FilingOutcome>> Outcomes(
        List<Decision> decisions, Dictionary<(string Stream, long Version), long> stored, CancellationToken ct)
    {
        var unchanged = decisions.Select(decision => decision.Filed?.State).OfType<AnnualReport>()
            .Select(report => (report.Id, report.Version)).Distinct()
            .Where(report => !stored.ContainsKey(report)).ToList();
        var before = unchanged.Count == 0 ? null : await streams.NumbersOf(unchanged, ct);
        var outcomes = new List<FilingOutcome>();
        foreach (var (done, receipt, refused, retried) in decisions)
        {
            Written<AnnualReport>? written = null;
            if (receipt is not null)
            {
                written = (await streams.Replay<AnnualReport>(receipt, ct))[0];
            }
            else if (done is not null)
            {
                var key = (done.State.Id, done.State.Version);
                var number = stored.TryGetValue(key, out var found) ? found : before![key];
                written = new(Before: null, done.State, done.Event, number, retried);
            }

            outcomes.Add(new(written, refused));
        }

        return outcomes;
    }

    private sealed record Decision(
        Filed? Filed = null, Receipt? Receipt = null, Exception? Refused = null, bool Retried = false);
}
