using Marten;
using StatsService.Log;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>Gets a division.</summary>
internal sealed class GetDivision(IDocumentStore store, EventStreams streams, LogPoints log, UnknownResources unknowns)
{
    public async Task<Wire.GetDivisionResponse> Handle(Wire.GetDivisionRequest request, CancellationToken ct)
    {
        var id = ResourceIds.Parse("divisions", request.Name, "name");
        var point = await log.ResolveCurrent(request.Read, ct);
        await using var session = store.QuerySession();
        var division = await session.LoadAsync<Division>(Division.Prefix + id, ct)
            ?? throw await unknowns.DivisionNotFound(id, ct);

        // A change that is newer than the settled log is shown all the same; then the answer stands at that change.
        var number = await streams.NumberOf(division.Id, division.Version, ct);
        return new()
        {
            Division = RegistryPresenter.Present(division),
            Stamp = log.Stamp(await log.Including(point, number, ct)),
        };
    }
}
