using Grpc.Core;
using Marten;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Log;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>Registers or updates the divisions of a stream, as <see cref="BatchUpsertOrgans"/> does organs.</summary>
internal sealed class BatchUpsertDivisions(
    UpsertDivision upsert, IDocumentStore store, RegistrarsTurn turn, EventPositions positions, ItemFailures failures,
    TimeProvider clock)
{
    public const int GroupSize = 200;

    private const string Rpc = "/ogi.stats.v1.RegistryService/BatchUpsertDivisions";

    public async Task Handle(
        IAsyncStreamReader<Wire.BatchUpsertDivisionsRequest> requests,
        IServerStreamWriter<Wire.BatchUpsertDivisionsResponse> responses,
        Caller caller, CancellationToken ct)
    {
        var preview = new DivisionGroup(clock);
        await Batches.AnswerGroups(
            requests, responses, GroupSize, (items, first, stop) => Answer(items, first, preview, caller, stop), ct);
    }

    private async Task<IReadOnlyList<Wire.BatchUpsertDivisionsResponse>> Answer(
        IReadOnlyList<Wire.BatchUpsertDivisionsRequest> items, long first, DivisionGroup preview, Caller caller,
        CancellationToken ct)
    {
        var answers = new List<Wire.BatchUpsertDivisionsResponse>();
        while (answers.Count < items.Count)
        {
            var validateOnly = items[answers.Count].ValidateOnly;
            var run = items.Skip(answers.Count).TakeWhile(item => item.ValidateOnly == validateOnly).ToList();
            answers.AddRange(validateOnly ? await Decide(run, preview, caller, ct) : await Store(run, caller, ct));
        }

        for (var i = 0; i < answers.Count; i++)
        {
            answers[i].Index = first + i;
        }

        return answers;
    }

    /// <summary>Stores the items of a run in one transaction; should that fail, each in one of its own.</summary>
    private async Task<IReadOnlyList<Wire.BatchUpsertDivisionsResponse>> Store(
        List<Wire.BatchUpsertDivisionsRequest> run, Caller caller, CancellationToken ct)
    {
        try
        {
            return await turn.Run(() => WriteRetry.Run(() => StoreOnce(run, caller, ct), ct), ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (run.Count == 1)
            {
                return [Refused(run[0], e)];
            }
        }

        var answers = new List<Wire.BatchUpsertDivisionsResponse>();
        foreach (var item in run)
        {
            answers.AddRange(await Store([item], caller, ct));
        }

        return answers;
    }

    private async Task<IReadOnlyList<Wire.BatchUpsertDivisionsResponse>> StoreOnce(
        List<Wire.BatchUpsertDivisionsRequest> run, Caller caller, CancellationToken ct)
    {
        var group = new DivisionGroup(clock);
        var answers = await Decide(run, group, caller, ct);
        if (group.Changes.Count > 0)
        {
            await using var session = store.LightweightSession();
            StreamAppends.Append(session, group.Changes);
            await session.SaveChangesAsync(ct);
        }

        // Of an item that a later one changed again it is the newest event's all the same.
        var done = answers.Where(answer => answer.Error is null).ToList();
        var newest = await positions.Of(
            [.. done.Select(answer => group.Find(ResourceIds.Id("divisions", answer.Division))!)
                .Select(division => (division.Id, division.Version, division.State.Hash))],
            ct);
        foreach (var (answer, position) in done.Zip(newest))
        {
            answer.Position = position;
        }

        return answers;
    }

    private async Task<IReadOnlyList<Wire.BatchUpsertDivisionsResponse>> Decide(
        List<Wire.BatchUpsertDivisionsRequest> run, DivisionGroup group, Caller caller, CancellationToken ct)
    {
        await using (var session = store.QuerySession())
        {
            group.Know(await session.LoadManyAsync<Division>(ct, run.Select(item => item.Division)
                .OfType<Wire.Division>().SelectMany(division => new[] { division.Name, division.Parent })
                .Distinct(StringComparer.Ordinal).Select(name => Division.Prefix + ResourceIds.Id("divisions", name))));
        }

        var answers = new List<Wire.BatchUpsertDivisionsResponse>();
        foreach (var item in run)
        {
            try
            {
                caller.DemandSignedIn(clock);
                if (!caller.Holds(Wire.Role.Registrar))
                {
                    throw AccessCheck.RoleMissing(Rpc, Wire.Role.Registrar, caller);
                }

                var (division, result) = await upsert.Handle(item.Division, group, caller, ct);
                answers.Add(new() { Division = division.Id, Result = result });
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                answers.Add(Refused(item, e));
            }
        }

        return answers;
    }

    private Wire.BatchUpsertDivisionsResponse Refused(Wire.BatchUpsertDivisionsRequest item, Exception e) => new()
    {
        Division = item.Division?.Name ?? "",
        Result = Wire.UpsertResult.Refused,
        Error = failures.Tell(e, Rpc),
    };
}
