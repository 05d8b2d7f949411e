using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>Registers an organ.</summary>
public sealed class CreateOrgan(
    OrganIntake intake, OrganWriter writer, WriteOrders orders, RegistrarsTurn turn, TimeProvider clock)
{
    /// <summary>Null: exactly this is registered already.</summary>
    public static IMessage? Decide(Organ? current, StoredOrgan wanted)
    {
        if (current is null)
        {
            return new OrganRecorded { Organ = wanted };
        }

        return current.State.Organ.Equals(wanted) ? null : throw OrganWriter.Exists(current.Code, current.Code);
    }

    public Task<Wire.CreateOrganResponse> Handle(
        Wire.CreateOrganRequest request, Caller caller, CancellationToken ct) =>
        turn.Run(() => Create(request, caller, ct), ct);

    private async Task<Wire.CreateOrganResponse> Create(
        Wire.CreateOrganRequest request, Caller caller, CancellationToken ct)
    {
        var draft = await intake.Read(request.Organ, "organ", preview: null, ct);
        var about = new EventMeta { Organ = draft.Id ?? "" };
        var order = await orders.From(caller, "CreateOrgan", "", "", request.RequestId, [about, draft.Organ], ct);
        var id = OrganIds.Of(draft, clock);
        var wanted = draft.Organ.Clone();
        wanted.Codes.Remove(id);
        await intake.Check(id, wanted, "organ", ct);
        var written = await writer.Write(id, order, current => Decide(current, wanted), ct);
        return new() { Organ = RegistryPresenter.Present(written.State) };
    }
}
