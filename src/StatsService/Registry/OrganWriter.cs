using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Failures;
using StatsService.Log;

namespace StatsService.Registry;

/// <summary>
/// The one way to change organs. The codes that an event gives them are taken in the same transaction.
/// </summary>
public sealed class OrganWriter(EventWriter writer, OrganCodes codes)
{
    /// <param name="decide">The organ (null: none) in, the event out; null: nothing to be stored.</param>
    public async Task<Written<Organ>> Write(
        string id, WriteOrder order, Func<Organ?, IMessage?> decide, CancellationToken ct)
    {
        var written = await writer.Write<Organ>(
            [Organ.Prefix + id], order, async states => await Decision(id, decide(states[0]), ct), ct);
        return written[0];
    }

    /// <param name="decide">The organs in, for each an event out; null: nothing to be stored.</param>
    public Task<IReadOnlyList<Written<Organ>>> WriteAll(
        IReadOnlyList<string> ids, WriteOrder order, Func<IReadOnlyList<Organ?>, IReadOnlyList<IMessage?>> decide,
        CancellationToken ct) =>
        writer.Write<Organ>(
            [.. ids.Select(id => Organ.Prefix + id)],
            order,
            states => Task.FromResult(new StreamDecision(decide(states))),
            ct);

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
