using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Log;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>Replaces what is known of an organ.</summary>
internal sealed class UpdateOrgan(OrganIntake intake, OrganDirectory organs, OrganWriter writer)
{
    /// <summary>Null: nothing changes.</summary>
    public static IMessage? Decide(Organ? current, StoredOrgan wanted, string etag)
    {
        current!.DemandEtag(etag);
        return current.State.Organ.Equals(wanted) ? null : new OrganRecorded { Organ = wanted };
    }

    public async Task<Wire.UpdateOrganResponse> Handle(
        Wire.UpdateOrganRequest request, Caller caller, CancellationToken ct)
    {
        var written = await writer.Write(
            RequestKey.Of(caller, request),
            async () =>
            {
                var draft = await intake.Read(request.Organ, "organ", ct);
                if (request.Organ.Etag.Length == 0)
                {
                    throw Refusals.Required("organ.etag");
                }

                Authorship.CheckReason(request.Reason);
                var id = (await organs.Get(request.Organ.Name, "organ.name", ct)).Code;
                var wanted = draft.Organ.Clone();
                wanted.Codes.Remove(id);
                await intake.Check(id, wanted, "organ", ct);
                return new(
                    id, EventChain.MetaOf(caller, request.Reason),
                    current => Decide(current, wanted, request.Organ.Etag));
            },
            ct);
        return new()
        {
            Organ = RegistryPresenter.Present(written.State),
            Position = writer.PositionOf(written),
        };
    }
}
