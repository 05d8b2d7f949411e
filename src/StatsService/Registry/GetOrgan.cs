using StatsService.Failures;
using StatsService.Log;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>Gets an organ by its id or by any code it ever had.</summary>
internal sealed class GetOrgan(OrganDirectory organs, EventStreams streams, LogPoints log)
{
    public async Task<Wire.GetOrganResponse> Handle(Wire.GetOrganRequest request, CancellationToken ct)
    {
        var point = await log.Resolve(request.Read, ct);
        var organ = await organs.Get(request.Name, "name", ct);
        if (!point.IsCurrent)
        {
            return new() { Organ = RegistryPresenter.Present(await AsOf(organ, point, ct)), Stamp = log.Stamp(point) };
        }

        // A change that is newer than the settled log is shown all the same; then the answer stands at that change.
        var number = await streams.NumberOf(organ.Id, organ.Version, ct);
        return new()
        {
            Organ = RegistryPresenter.Present(organ),
            Stamp = log.Stamp(await log.Including(point, number, ct)),
        };
    }

    private async Task<Organ> AsOf(Organ organ, LogPoint point, CancellationToken ct)
    {
        var then = (await streams.Events(organ.Id, ct)).TakeWhile(e => e.Number <= point.Number);
        return EventStreams.Fold<Organ>(organ.Id, then) ?? throw new Refusal(
            Google.Rpc.Code.NotFound, "RESOURCE_NOT_FOUND", new(
                $"{organ.Id}（{organ.Title}）在{point.Time:u}尚未登记。",
                $"{organ.Id} ({organ.Title}) was not registered yet at {point.Time:u}."));
    }
}
