using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Failures;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>Replaces what is known of an organ.</summary>
public sealed class UpdateOrgan(
    OrganIntake intake, OrganDirectory organs, OrganWriter writer, WriteOrders orders, RegistrarsTurn turn)
{
    /// <summary>Null: nothing changes.</summary>
    public static IMessage? Decide(Organ? current, StoredOrgan wanted, string etag)
    {
        if (current!.Etag != etag)
        {
            throw Refusals.StaleEtag(current.Id, current.Etag, current.Version);
        }

        return current.State.Organ.Equals(wanted) ? null : new OrganRecorded { Organ = wanted };
    }

    public Task<Wire.UpdateOrganResponse> Handle(
        Wire.UpdateOrganRequest request, Caller caller, CancellationToken ct) =>
        turn.Run(() => Update(request, caller, ct), ct);

    private async Task<Wire.UpdateOrganResponse> Update(
        Wire.UpdateOrganRequest request, Caller caller, CancellationToken ct)
    {
        var draft = await intake.Read(request.Organ, "organ", preview: null, ct);
        if (request.Organ.Etag.Length == 0)
        {
            throw Refusals.Required("organ.etag");
        }

        var id = (await organs.Get(request.Organ.Name, "organ.name", ct)).Code;
        var wanted = draft.Organ.Clone();
        wanted.Codes.Remove(id);
        await intake.Check(id, wanted, "organ", ct);
        var about = new EventMeta { Organ = id, Reason = request.Organ.Etag };
        var order = await orders.From(
            caller, "UpdateOrgan", request.Reason, "", request.RequestId, [about, wanted], ct);
        var written = await writer.Write(id, order, current => Decide(current, wanted, request.Organ.Etag), ct);
        return new() { Organ = RegistryPresenter.Present(written.State) };
    }
}
