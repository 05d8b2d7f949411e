using Google.Protobuf;
using Google.Rpc;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Registry;
using StatsService.Reports;
using Role = Ogi.Stats.V1.Role;

namespace StatsService.Callers;

/// <summary>Grants what an rpc declares, and nothing else.</summary>
/// <remarks>
/// Of a report outside of the subtree the answer is the same whether it exists or not. Organs and divisions are public,
/// every caller may list them all: one that is not registered is told as such, with the nearest of the caller's own.
/// </remarks>
internal sealed class AccessCheck(OrganDirectory organs, UnknownResources unknowns)
{
    private const string OrganType = "stats.ogi/Organ";
    private const string DivisionType = "stats.ogi/Division";

    /// <summary>Refuses a caller without the role, and a request with a target outside of its subtree.</summary>
    /// <param name="lookup">Where the targets are looked up. Null: in the registry.</param>
    public async Task Demand(
        string method, Caller caller, IMessage? request, CancellationToken ct, IOrganLookup? lookup = null)
    {
        var access = RpcAccess.Declared(method);
        if (access is null || access.Role == Role.Unspecified || !caller.Holds(access.Role))
        {
            throw RoleMissing(method, access?.Role ?? Role.Unspecified, caller);
        }

        var paths = request is null ? [] : access.Subtree;
        foreach (var target in paths.SelectMany(path => RpcAccess.Targets(request!, path)))
        {
            await DemandWithin(target, caller, ct, lookup);
        }
    }

    /// <summary>Refuses an organ that lies outside of the caller's subtree.</summary>
    public Task DemandWithin(string organ, Caller caller, CancellationToken ct) =>
        DemandWithin(new AccessTarget("organ.name", OrganType, Organ.Prefix + organ), caller, ct);

    /// <summary>Refuses a division that lies outside of the caller's subtree.</summary>
    public Task DemandWithinDivision(string division, Caller caller, CancellationToken ct) =>
        DemandWithin(new AccessTarget("division.name", DivisionType, Division.Prefix + division), caller, ct);

    /// <summary>Whether the caller files or reviews for this organ, and so sees what is restricted.</summary>
    public async Task<bool> SeesRestricted(Caller caller, string organ, CancellationToken ct) =>
        (caller.Holds(Role.Filer) || caller.Holds(Role.Reviewer))
        && (caller.CoversNation
            || ((await organs.Find(organ, ct))?.Division is { } division
                && caller.Covers(await organs.Path(division, ct))));

    private async Task DemandWithin(
        AccessTarget target, Caller caller, CancellationToken ct, IOrganLookup? lookup = null)
    {
        if (caller.CoversNation)
        {
            return;
        }

        if (caller.Division.Length == 0 || !caller.Covers(await PathOf(target, caller.Division, lookup ?? organs, ct)))
        {
            throw OutsideSubtree(target.Name, caller.Division);
        }
    }

    /// <summary>The divisions from the nation down to that of an organ, a report of it, or a division itself.</summary>
    /// <param name="within">Where the nearest are looked for.</param>
    private async Task<IReadOnlyList<string>> PathOf(
        AccessTarget target, string within, IOrganLookup lookup, CancellationToken ct)
    {
        if (target.Type == DivisionType)
        {
            var id = ResourceIds.Parse("divisions", target.Name, target.Field);
            return await lookup.Path(id, ct) is { Count: > 0 } path
                ? path
                : throw await unknowns.Division(target.Field, id, within, ct);
        }

        var organ = target.Type == OrganType
            ? ResourceIds.Parse("organs", target.Name, target.Field)
            : ReportNames.Parse(target.Name, target.Field).Organ;
        return await lookup.Find(organ, ct) is { } found
            ? await lookup.Path(found.Division, ct)
            : throw await unknowns.Organ(target.Field, organ, title: null, within, ct);
    }

    private static Refusal OutsideSubtree(string target, string division)
    {
        var text = division.Length > 0
            ? new LocalizedText(
                $"{target}不在调用方的辖区divisions/{division}之内。",
                $"{target} lies outside of the caller's subtree divisions/{division}.")
            : new LocalizedText(
                $"调用方的令牌没有division声明，没有辖区，不能操作{target}。",
                $"The caller's token has no division claim, so there is no subtree in which {target} could lie.");
        return new(Code.PermissionDenied, "OUTSIDE_SUBTREE", text)
        {
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["division"] = division },
        };
    }

    public static Refusal RoleMissing(string method, Role role, Caller caller)
    {
        var word = role.ToString().ToUpperInvariant();
        return new(Code.PermissionDenied, "ROLE_MISSING", new(
            $"{method}需要角色{word}，调用方{caller.Client}没有该角色。",
            $"{method} needs the role {word}, which the caller {caller.Client} does not hold."))
        {
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["role"] = word },
        };
    }
}
