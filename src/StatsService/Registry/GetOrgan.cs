using StatsService.Log;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>Gets an organ by its id or by any code it ever had.</summary>
public sealed class GetOrgan(OrganDirectory organs, EventStreams streams, EventLog log)
{
    public async Task<Wire.GetOrganResponse> Handle(Wire.GetOrganRequest request, CancellationToken ct)
    {
        var point = await log.Resolve(read: null, ct);
        var organ = await organs.Get(request.Name, "name", ct);

        // A change that is newer than the settled log is shown all the same; then the answer stands at that change.
        var number = await streams.NumberOf(organ.Id, organ.Version, ct);
        return new()
        {
            Organ = RegistryPresenter.Present(organ),
            Stamp = log.Stamp(await log.Including(point, number, ct)),
        };
    }
}
