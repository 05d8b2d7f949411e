using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>Records that organs were merged into one, which may be one of them.</summary>
internal sealed class MergeOrgans(Succession succession)
{
    public async Task<Wire.MergeOrgansResponse> Handle(
        Wire.MergeOrgansRequest request, Caller caller, CancellationToken ct)
    {
        var (organs, position) = await succession.Record(
            RequestKey.Of(caller, request), () => Read(request, ct), request.Etags, caller, ct);
        return new() { Organs = { organs }, Position = position };
    }

    private async Task<StoredSuccession> Read(Wire.MergeOrgansRequest request, CancellationToken ct)
    {
        var successors = await succession.Ids([request.Successor], "successor", ct);
        var predecessors = await succession.Ids(request.Predecessors, "predecessors", ct);
        if (predecessors.All(successors.Contains))
        {
            throw Refusals.InvalidValue(
                "predecessors",
                $"predecessors中除{request.Successor}本身外，至少还须有一个机关。",
                $"predecessors must name at least one organ besides {request.Successor} itself.");
        }

        return new StoredSuccession
        {
            Kind = (int)Wire.SuccessionKind.Merged,
            Year = request.Year,
            Predecessors = { predecessors },
            Successors = { successors },
            Source = request.Source,
        };
    }
}
