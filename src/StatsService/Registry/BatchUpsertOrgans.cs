using Grpc.Core;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Log;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>
/// Registers or updates the organs of a stream. Items stand alone, but one may name as its parent, or change again, an
/// organ that an item before it brought. Those that arrive together are stored in one transaction.
/// </summary>
internal sealed class BatchUpsertOrgans(
    UpsertOrgan upsert, OrganGroups groups, RegistrarsTurn turn, AccessCheck access, EventPositions positions,
    ItemFailures failures, TimeProvider clock)
{
    public const int GroupSize = 200;

    private const string Rpc = "/ogi.stats.v1.RegistryService/BatchUpsertOrgans";

    public async Task Handle(
        IAsyncStreamReader<Wire.BatchUpsertOrgansRequest> requests,
        IServerStreamWriter<Wire.BatchUpsertOrgansResponse> responses,
        Caller caller, CancellationToken ct)
    {
        var preview = new OrganChanges(clock);
        await Batches.AnswerGroups(
            requests, responses, GroupSize, (items, first, stop) => Answer(items, first, preview, caller, stop), ct);
    }

    private async Task<IReadOnlyList<Wire.BatchUpsertOrgansResponse>> Answer(
        IReadOnlyList<Wire.BatchUpsertOrgansRequest> items, long first, OrganChanges preview, Caller caller,
        CancellationToken ct)
    {
        var answers = new List<Wire.BatchUpsertOrgansResponse>();
        while (answers.Count < items.Count)
        {
            var validateOnly = items[answers.Count].ValidateOnly;
            var run = items.Skip(answers.Count).TakeWhile(item => item.ValidateOnly == validateOnly).ToList();
            var outcomes = validateOnly ? await Preview(run, preview, caller, ct) : await Store(run, caller, ct);
            answers.AddRange(run.Zip(outcomes, (item, outcome) => Response(item, outcome)));
        }

        for (var i = 0; i < answers.Count; i++)
        {
            answers[i].Index = first + i;
        }

        return answers;
    }

    /// <summary>Stores the items of a run in one transaction; should that fail, each in one of its own.</summary>
    private async Task<IReadOnlyList<ItemOutcome>> Store(
        List<Wire.BatchUpsertOrgansRequest> run, Caller caller, CancellationToken ct)
    {
        try
        {
            return await turn.Run(() => WriteRetry.Run(() => StoreOnce(run, caller, ct), ct), ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (run.Count == 1)
            {
                return [new(e)];
            }
        }

        var outcomes = new List<ItemOutcome>();
        foreach (var item in run)
        {
            outcomes.AddRange(await Store([item], caller, ct));
        }

        return outcomes;
    }

    private async Task<IReadOnlyList<ItemOutcome>> StoreOnce(
        List<Wire.BatchUpsertOrgansRequest> run, Caller caller, CancellationToken ct)
    {
        var changes = new OrganChanges(clock);
        var outcomes = await Decide(run, changes, caller, ct);
        await groups.Store(changes, ct);
        var done = outcomes.Where(outcome => outcome.Done is not null).ToList();
        var newest = await positions.Of(
            [.. done.Select(outcome => outcome.Done!.Organ)
                .Select(organ => (organ.Id, organ.Version, organ.State.Hash))],
            ct);
        foreach (var (outcome, position) in done.Zip(newest))
        {
            outcome.Position = position;
        }

        return outcomes;
    }

    private async Task<IReadOnlyList<ItemOutcome>> Preview(
        List<Wire.BatchUpsertOrgansRequest> run, OrganChanges preview, Caller caller, CancellationToken ct)
    {
        try
        {
            return await Decide(run, preview, caller, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return [.. run.Select(_ => new ItemOutcome(e))];
        }
        finally
        {
            preview.Forget();
        }
    }

    private async Task<IReadOnlyList<ItemOutcome>> Decide(
        List<Wire.BatchUpsertOrgansRequest> run, OrganChanges changes, Caller caller, CancellationToken ct)
    {
        var organs = run.Select(item => item.Organ).OfType<Wire.Organ>().ToList();
        var group = await groups.Read(organs, changes, ct);
        var outcomes = new List<ItemOutcome>();
        foreach (var item in run)
        {
            try
            {
                caller.DemandSignedIn(clock);
                await access.Demand(Rpc, caller, item, ct);
                outcomes.Add(new(await upsert.Handle(item.Organ, group, caller, ct)));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                outcomes.Add(new(e));
            }
        }

        return outcomes;
    }

    private Wire.BatchUpsertOrgansResponse Response(Wire.BatchUpsertOrgansRequest item, ItemOutcome outcome) =>
        outcome.Done is { } done
            ? new() { Organ = done.Organ.Id, Result = done.Result, Position = outcome.Position }
            : new()
            {
                Organ = item.Organ?.Name ?? "",
                Result = Wire.UpsertResult.Refused,
                Error = failures.Tell(outcome.Failure!, Rpc),
            };

    private sealed record ItemOutcome(Upserted? Done, Exception? Failure)
    {
        public ItemOutcome(Upserted done)
            : this(done, Failure: null)
        {
        }

        public ItemOutcome(Exception failure)
            : this(Done: null, failure)
        {
        }

        public string Position { get; set; } = "";
    }
}
