using Grpc.Core;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>
/// Registers or updates the organs of a stream. Items stand alone, but one may name as its parent, or change again, an
/// organ that an item before it brought.
/// </summary>
internal sealed class BatchUpsertOrgans(
    UpsertOrgan upsert, AccessCheck access, ItemFailures failures, TimeProvider clock)
{
    private const string Rpc = "/ogi.stats.v1.RegistryService/BatchUpsertOrgans";

    public async Task Handle(
        IAsyncStreamReader<Wire.BatchUpsertOrgansRequest> requests,
        IServerStreamWriter<Wire.BatchUpsertOrgansResponse> responses,
        Caller caller, CancellationToken ct)
    {
        var preview = new BatchPreview();
        var turns = new Turns();
        await Batches.Answer(
            requests,
            responses,
            async (request, index, stop) =>
            {
                using var turn = await turns.Take(About(request.Organ), Needs(request.Organ), stop);
                return await Answer(request, index, preview, caller, stop);
            },
            ct);
    }

    private async Task<Wire.BatchUpsertOrgansResponse> Answer(
        Wire.BatchUpsertOrgansRequest request, long index, BatchPreview preview, Caller caller, CancellationToken ct)
    {
        var response = new Wire.BatchUpsertOrgansResponse { Index = index, Organ = request.Organ?.Name ?? "" };
        try
        {
            caller.DemandSignedIn(clock);
            await access.Demand(Rpc, caller, request, ct);
            var (id, result, position) = request.ValidateOnly
                ? await upsert.Preview(request.Organ!, preview, caller, ct)
                : await upsert.Handle(request.Organ!, caller, ct);
            (response.Organ, response.Result, response.Position) = (Organ.Prefix + id, result, position);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            response.Result = Wire.UpsertResult.Refused;
            response.Error = failures.Tell(e, Rpc);
        }

        return response;
    }

    /// <summary>All that tells which organ an item is about.</summary>
    private static List<string> About(Wire.Organ? organ) => organ is null ? [] : Given(
    [
        ResourceIds.Id("organs", organ.Name), .. organ.Codes,
        .. organ.Names.Take(1).Select(name => BatchPreview.Bearer(organ.Division, name.Title)),
    ]);

    private static List<string> Needs(Wire.Organ? organ) =>
        organ is null ? [] : Given([ResourceIds.Id("organs", organ.Parent)]);

    private static List<string> Given(IEnumerable<string> keys) =>
        [.. keys.Where(key => key.Length > 0).Distinct(StringComparer.Ordinal)];
}
