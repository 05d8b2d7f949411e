using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Log;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>Registers a division, or adds to what is known of one.</summary>
internal sealed class UpsertDivision(AccessCheck access, DivisionTrees trees, UnknownResources unknowns)
{
    private const int MaxTitle = 100;
    private const int MaxSource = 500;

    /// <summary>Null: nothing new is sent.</summary>
    public static DivisionRecorded? Decide(Division? current, StoredDivision sent)
    {
        if (current is null)
        {
            return new() { Division = sent };
        }

        var known = current.State.Division;
        if (known.Ancestors.LastOrDefault() != sent.Ancestors[^1])
        {
            throw Refusals.InvalidValue(
                "division.parent",
                $"division.parent：{current.Id}登记在{Division.Prefix}{known.Ancestors.LastOrDefault()}之下；"
                + "隶属变更请用ChangeDivisions（TRANSFERRED）记录。",
                $"division.parent: {current.Id} lies below {Division.Prefix}{known.Ancestors.LastOrDefault()}; record "
                + "that it came below another one with ChangeDivisions (TRANSFERRED).");
        }

        var wanted = known.Clone();
        (wanted.Title, wanted.Level, wanted.Kind) = (sent.Title, sent.Level, sent.Kind);
        wanted.FirstYear = sent.FirstYear != 0 ? sent.FirstYear : known.FirstYear;
        wanted.LastYear = sent.LastYear != 0 ? sent.LastYear : known.LastYear;
        wanted.Source = sent.Source.Length > 0 ? sent.Source : known.Source;
        wanted.Former = sent.Former || known.Former;
        if (wanted.Names.Count > 0)
        {
            wanted.Names[0].Title = sent.Title;
        }

        return wanted.Equals(known) ? null : new() { Division = wanted };
    }

    /// <summary>Adds what is to be stored to the changes of the group.</summary>
    public async Task<(Division Division, Wire.UpsertResult Result)> Handle(
        Wire.Division? sent, DivisionGroup group, Caller caller, CancellationToken ct)
    {
        var (id, stored) = Read(sent);
        var parent = stored.Ancestors[0];
        var above = group.Find(parent) ?? throw await unknowns.Division("division.parent", parent, within: "", ct);
        if (!caller.Covers(above.Path))
        {
            // Of one that is not stored yet its path tells.
            await access.DemandWithinDivision(parent, caller, ct);
        }

        if ((int)above.Level >= stored.Level)
        {
            throw Refusals.InvalidValue(
                "division.level",
                $"division.level：{above.Id}（{above.Title}）的级别不高于所给级别；请核对级别或上级。",
                $"division.level: {above.Id} ({above.Title}) is of no higher level; look at level and parent again.");
        }

        stored.Ancestors.Clear();
        stored.Ancestors.Add(above.Path);
        var known = group.Find(id);
        if (known is not null && !group.IsNew(id))
        {
            await access.DemandWithinDivision(id, caller, ct);
        }

        if (known is not null && stored.Level > (int)known.Level)
        {
            await DemandAboveItsOwn(id, stored.Level, group, ct);
        }

        if (Decide(known, stored) is not { } recorded)
        {
            return (known!, Wire.UpsertResult.Unchanged);
        }

        var division = group.Add(id, known, recorded, EventChain.MetaOf(caller));
        return (division, known is null ? Wire.UpsertResult.Created : Wire.UpsertResult.Updated);
    }

    /// <summary>
    /// Each division is of a higher level than those below it, in every year: so none ever comes to lie below itself.
    /// </summary>
    private async Task DemandAboveItsOwn(string id, int level, DivisionGroup group, CancellationToken ct)
    {
        var below = (await trees.Read(ct)).EverBelow(id).Concat(group.Below(id));
        if (below.FirstOrDefault(division => (int)division.Level <= level) is { } child)
        {
            throw Refusals.InvalidValue(
                "division.level",
                $"division.level：{child.Id}（{child.Title}）在其下，而级别不低于所给级别；请核对级别。",
                $"division.level: {child.Id} ({child.Title}) lies below it and is of no lower level; look at it again.");
        }
    }

    /// <returns>Among the ancestors only the parent.</returns>
    private static (string Id, StoredDivision Division) Read(Wire.Division? sent)
    {
        if (sent is null)
        {
            throw Refusals.Required("division");
        }

        var problems = new List<ContentProblem>();
        var id = ResourceIds.Parse("divisions", sent.Name, "division.name");
        var parent = ResourceIds.Parse("divisions", sent.Parent, "division.parent");
        Demand(sent.Title.Trim().Length > 0 && sent.Level != Wire.DivisionLevel.Unspecified);
        Refusals.DemandDefined(sent.Level, "division.level");
        Refusals.DemandDefined(sent.Kind, "division.kind");
        RegistrySql.CheckText(sent.Title, MaxTitle, "division.title");
        RegistrySql.CheckText(sent.Source, MaxSource, "division.source");
        if (id.StartsWith(OrganIds.Own, StringComparison.Ordinal)
            || (sent.Level == Wire.DivisionLevel.Township && sent.Kind != Wire.DivisionKind.Zone && !IsTownCode(id)))
        {
            throw Refusals.InvalidName("division.name", sent.Name, "divisions/{code}（9位 | 9 digits）");
        }

        var years = YearRanges.Read(sent.Years, "years", problems);
        return problems.Count > 0
            ? throw Refusals.NotUnderstood(problems, "division")
            : (id, new()
            {
                Title = sent.Title.Trim(),
                Level = (int)sent.Level,
                Ancestors = { parent },
                Kind = (int)(sent.Kind == Wire.DivisionKind.Unspecified ? Wire.DivisionKind.Division : sent.Kind),
                FirstYear = years.First,
                LastYear = years.Last,
                Source = sent.Source,
                Former = sent.Former,
            });

        void Demand(bool given)
        {
            if (!given)
            {
                throw Refusals.Required(sent.Title.Trim().Length == 0 ? "division.title" : "division.level");
            }
        }
    }

    private static bool IsTownCode(string id) => id.Length == 9 && id.All(char.IsAsciiDigit);
}
