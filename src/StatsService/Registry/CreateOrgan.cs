using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Log;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>Registers an organ.</summary>
internal sealed class CreateOrgan(OrganIntake intake, OrganIds ids, OrganWriter writer)
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

    public async Task<Wire.CreateOrganResponse> Handle(
        Wire.CreateOrganRequest request, Caller caller, CancellationToken ct)
    {
        var written = await writer.Write(
            RequestKey.Of(caller, request),
            async () =>
            {
                var draft = await intake.Read(request.Organ, "organ", ct);
                var id = ids.Of(draft);
                var wanted = draft.Organ.Clone();
                wanted.Codes.Remove(id);
                await intake.Check(id, wanted, "organ", ct);
                return new(id, EventChain.MetaOf(caller), current => Decide(current, wanted));
            },
            ct);
        return new()
        {
            Organ = RegistryPresenter.Present(written.State),
            Position = writer.PositionOf(written),
        };
    }
}
