using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Failures;
using StatsService.Log;
using StatsService.Requests;

namespace StatsService.Registry;

/// <summary>What a request comes down to, once it is understood.</summary>
/// <param name="Id">The organ's id.</param>
/// <param name="Meta">Who, for whom, why.</param>
/// <param name="Decide">The organ (null: none) in, the event out; null: nothing to be stored.</param>
internal sealed record OrganPlan(string Id, EventMeta Meta, Func<Organ?, IMessage?> Decide);

/// <summary>
/// The one way to change organs. The codes that an event gives them are taken in the same transaction.
/// </summary>
internal sealed class OrganWriter(EventWriter writer, OrganCodes codes, RegistrarsTurn turn, HistoryWatch watch)
{
    /// <param name="request">Null: it has no id.</param>
    /// <param name="plan">Understands the request; not asked where it was carried out before.</param>
    public async Task<Written<Organ>> Write(
        RequestKey? request, Func<Task<OrganPlan>> plan, CancellationToken ct)
    {
        var written = await turn.Run(
            () => writer.Write<Organ>(
                request,
                async () =>
                {
                    var (id, meta, decide) = await plan();
                    return new([Organ.Prefix + id], meta, async states => await Decision(id, decide(states[0]), ct));
                },
                ct),
            ct);
        return written[0];
    }

    /// <summary>The same for several organs at once, none of which takes a code.</summary>
    public Task<IReadOnlyList<Written<Organ>>> WriteAll(
        RequestKey? request, Func<Task<WritePlan<Organ>>> plan, CancellationToken ct) =>
        writer.Write(request, plan, ct);

    /// <summary>The position of the newest event of an organ that was written.</summary>
    public string PositionOf(Written<Organ> written) =>
        Position.Of(watch.Current, written.Number, written.State.State.Hash).ToString();

    private async Task<StreamDecision> Decision(string id, IMessage? e, CancellationToken ct)
    {
        if (e is not OrganRecorded recorded)
        {
            return new([e]);
        }

        string[] wanted = [id, .. recorded.Organ.Codes];
        var owners = await codes.Owners(wanted, ct);
        if (owners.FirstOrDefault(owner => owner.Value.Held && owner.Value.Organ != id) is { Key: { } taken } other)
        {
            throw Exists(taken, other.Value.Organ);
        }

        return new([e], session => OrganCodes.Take(session, id, wanted, owners));
    }

    /// <summary>The refusal to give an organ what another one has.</summary>
    public static Refusal Exists(string code, string owner) => new(Google.Rpc.Code.AlreadyExists, "ORGAN_EXISTS", new(
        $"“{code}”已是机关organs/{owner}的编码或别码；如需更改该机关请用UpdateOrgan。",
        $"'{code}' is the id or a code of organs/{owner} already; use UpdateOrgan to change that organ."))
    {
        Metadata = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["organ"] = Organ.Prefix + owner,
            ["code"] = code,
        },
    };
}
