using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Log;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>Registers an organ, or adds to what is known of one.</summary>
internal sealed class UpsertOrgan(OrganIntake intake, OrganIds ids, AccessCheck access)
{
    /// <summary>Null: nothing new is sent.</summary>
    public static IMessage? Decide(StoredOrgan? known, StoredOrgan sent)
    {
        var wanted = OrganUnion.Of(known, sent);
        return wanted.Equals(known) ? null : new OrganRecorded { Organ = wanted };
    }

    /// <summary>Adds what is to be stored to the changes of the group.</summary>
    public async Task<Upserted> Handle(Wire.Organ? sent, OrganGroup group, Caller caller, CancellationToken ct)
    {
        var draft = await intake.Read(sent, "organ", ct, group);
        var found = draft.Id is { } name ? group.IdOf(name) : FindExisting(draft.Organ, group);
        var id = found ?? ids.Of(draft);
        if (found is not null && group.Changes.Organ(found) is null)
        {
            // where it is; where it goes was checked before
            await access.DemandWithin(found, caller, ct);
        }

        var wanted = draft.Organ.Clone();
        wanted.Codes.Remove(id);
        await intake.Check(id, wanted, "organ", ct, group);
        var isNew = found is null && id.StartsWith(OrganIds.Own, StringComparison.Ordinal);
        var known = isNew ? null : await group.Find(id, ct);
        if (Decide(known?.State.Organ, wanted) is not OrganRecorded recorded)
        {
            return new(known!, Wire.UpsertResult.Unchanged);
        }

        // The limits hold for what was there and what is added together.
        OrganReader.DemandLimits(recorded.Organ, "organ");
        Take(id, known, wanted, group);
        var organ = group.Changes.Add(id, known, recorded, EventChain.MetaOf(caller));
        return new(organ, known is null ? Wire.UpsertResult.Created : Wire.UpsertResult.Updated);
    }

    /// <summary>
    /// Which organ is meant where no name is sent: the one with a code of it, else the one with its title in its
    /// division.
    /// </summary>
    private static string? FindExisting(StoredOrgan organ, OrganGroup group)
    {
        string[] known = organ.Kind == (int)Wire.OrganKind.Government
            ? [organ.Division, .. organ.Codes]
            : [.. organ.Codes];
        return known.Select(group.IdOf).FirstOrDefault(owner => owner is not null)
            ?? group.BearerOf(organ.Division, organ.Names[0].Title);
    }

    /// <summary>Takes the id and the codes that are new to it, all or none.</summary>
    private static void Take(string id, Organ? known, StoredOrgan wanted, OrganGroup group)
    {
        var taken = wanted.Codes.Except(known?.Codes ?? [], StringComparer.Ordinal).ToList();
        if (known is null)
        {
            taken.Add(id);
        }

        foreach (var code in taken)
        {
            var holder = group.Changes.IdOf(code)
                ?? (group.OwnerBefore(code) is { Held: true } owner ? owner.Organ : null);
            if (holder is not null && holder != id)
            {
                throw OrganWriter.Exists(code, holder);
            }
        }

        group.Changes.Codes.AddRange(taken
            .Where(code => group.OwnerBefore(code) is not { Held: true })
            .Select(code => (code, id, group.OwnerBefore(code))));
    }
}

/// <summary>What became of an organ that was sent.</summary>
/// <param name="Organ">As it was left.</param>
internal sealed record Upserted(Organ Organ, Wire.UpsertResult Result);
