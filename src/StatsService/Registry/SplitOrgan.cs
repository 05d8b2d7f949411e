using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>Records that an organ was split into several, of which one may be itself.</summary>
internal sealed class SplitOrgan(Succession succession)
{
    public async Task<Wire.SplitOrganResponse> Handle(
        Wire.SplitOrganRequest request, Caller caller, CancellationToken ct)
    {
        var (organs, position) = await succession.Record(
            RequestKey.Of(caller, request), () => Read(request, ct), request.Etags, caller, ct);
        return new() { Organs = { organs }, Position = position };
    }

    private async Task<StoredSuccession> Read(Wire.SplitOrganRequest request, CancellationToken ct)
    {
        var predecessors = await succession.Ids([request.Predecessor], "predecessor", ct);
        var successors = await succession.Ids(request.Successors, "successors", ct);
        if (successors.Count < 2)
        {
            throw Refusals.InvalidValue(
                "successors", "successors至少须有两个不同的机关。", "successors must name at least two different organs.");
        }

        return new StoredSuccession
        {
            Kind = (int)Wire.SuccessionKind.Split,
            Year = request.Year,
            Predecessors = { predecessors },
            Successors = { successors },
            Source = request.Source,
        };
    }
}
