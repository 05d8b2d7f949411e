using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Log;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>Registers an organ, or adds to what is known of one.</summary>
internal sealed class UpsertOrgan(
    OrganIntake intake, OrganDirectory organs, OrganSearch search, OrganCodes codes, OrganWriter writer,
    AccessCheck access, TimeProvider clock)
{
    private const int MaxBearers = 100;

    /// <summary>Null: nothing new is sent.</summary>
    public static IMessage? Decide(StoredOrgan? known, StoredOrgan sent)
    {
        var wanted = OrganUnion.Of(known, sent);
        return wanted.Equals(known) ? null : new OrganRecorded { Organ = wanted };
    }

    /// <summary>Does it.</summary>
    public async Task<Upserted> Handle(
        Wire.Organ sent, Caller caller, CancellationToken ct)
    {
        var written = await writer.Write(
            request: null,
            async () =>
            {
                var draft = await intake.Read(sent, "organ", preview: null, ct);
                var (id, wanted) = await Identify(draft, preview: null, caller, ct);
                return new(
                    id, EventChain.MetaOf(caller), current => Checked(Decide(current?.State.Organ, wanted)));
            },
            ct);
        return new(
            written.State.Code, ResultOf(written.Event, isNew: written.State.Version == 1),
            await writer.PositionOf(written, ct));
    }

    /// <summary>Says what it would do.</summary>
    public async Task<Upserted> Preview(
        Wire.Organ sent, BatchPreview preview, Caller caller, CancellationToken ct)
    {
        var draft = await intake.Read(sent, "organ", preview, ct);
        var (id, wanted) = await Identify(draft, preview, caller, ct);
        var known = preview.Organ(id) ?? (await organs.Find(id, ct))?.State.Organ;
        var e = Checked(Decide(known, wanted));
        foreach (var code in wanted.Codes)
        {
            if ((preview.IdOf(code) ?? await Holder(code, ct)) is { } owner && owner != id)
            {
                throw OrganWriter.Exists(code, owner);
            }
        }

        preview.Put(id, e is OrganRecorded recorded ? recorded.Organ : known!);
        return new(id, ResultOf(e, isNew: known is null), Position: "");
    }

    /// <summary>
    /// Which organ is meant: by its name, else by a code, else by its title in its division; else it is new.
    /// </summary>
    private async Task<(string Id, StoredOrgan Wanted)> Identify(
        OrganDraft draft, BatchPreview? preview, Caller caller, CancellationToken ct)
    {
        var found = draft.Id is { } name ? await IdOf(name, preview, ct) : await FindExisting(draft.Organ, preview, ct);
        var id = found ?? OrganIds.Of(draft, clock);
        if (found is not null && preview?.Organ(found) is null)
        {
            // where it is; where it goes was checked before
            await access.DemandWithin(found, caller, ct);
        }

        var wanted = draft.Organ.Clone();
        wanted.Codes.Remove(id);
        await intake.Check(id, wanted, "organ", ct);
        return (id, wanted);
    }

    private async Task<string?> FindExisting(StoredOrgan organ, BatchPreview? preview, CancellationToken ct)
    {
        string[] known = organ.Kind == (int)Wire.OrganKind.Government
            ? [organ.Division, .. organ.Codes]
            : [.. organ.Codes];
        foreach (var code in known)
        {
            if (await IdOf(code, preview, ct) is { } owner)
            {
                return owner;
            }
        }

        var title = organ.Names[0].Title;
        if (preview?.IdOf(BatchPreview.Bearer(organ.Division, title)) is { } previewed)
        {
            return previewed;
        }

        return (await search.Find(title, organ.Division, MaxBearers, ct)).Select(hit => hit.Organ).FirstOrDefault(
            found => found.Division == organ.Division
                && found.State.Organ.Names.Any(name => name.Title == title))?.Code;
    }

    private async Task<string?> IdOf(string code, BatchPreview? preview, CancellationToken ct) =>
        preview?.IdOf(code) ?? await codes.Owner(code, ct);

    private async Task<string?> Holder(string code, CancellationToken ct) =>
        (await codes.Owners([code], ct)).GetValueOrDefault(code) is { Held: true } owner ? owner.Organ : null;

    /// <summary>The limits hold for what was there and what is added together.</summary>
    private static IMessage? Checked(IMessage? e)
    {
        if (e is OrganRecorded recorded)
        {
            OrganReader.DemandLimits(recorded.Organ, "organ");
        }

        return e;
    }

    private static Wire.UpsertResult ResultOf(IMessage? e, bool isNew) =>
        e is null ? Wire.UpsertResult.Unchanged : isNew ? Wire.UpsertResult.Created : Wire.UpsertResult.Updated;
}

/// <summary>What became of an organ that was sent.</summary>
/// <param name="Position">Of its newest event; empty where nothing was to be stored.</param>
internal sealed record Upserted(string Id, Wire.UpsertResult Result, string Position);
