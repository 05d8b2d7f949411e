using Google.Protobuf;
using Google.Rpc;
using Ogi.Stats.V1;
using StatsService.Failures;
using StatsService.Registry;

namespace StatsService.Callers;

/// <summary>Grants what an rpc declares, and nothing else. The answer is the same whether the resource exists or not.</summary>
public sealed class AccessCheck(OrganDirectory organs)
{
    /// <summary>Refuses a caller that lacks the role, or, in a request, one of whose targets lies outside of its subtree.</summary>
    public async Task Demand(string method, Caller caller, IMessage? request, CancellationToken ct)
    {
        var access = RpcAccess.Declared(method);
        if (access is null || access.Role == Role.Unspecified || !caller.Holds(access.Role))
        {
            throw RoleMissing(method, access?.Role ?? Role.Unspecified, caller);
        }

        foreach (var target in access.Subtree.SelectMany(path => request is null ? [] : RpcAccess.Targets(request, path)))
        {
            await DemandWithin(target, caller, ct);
        }
    }

    /// <summary>Refuses what lies outside of the caller's subtree: an organ, a report of it, or a division, by its full name.</summary>
    public async Task DemandWithin(string target, Caller caller, CancellationToken ct)
    {
        if (!caller.CoversNation && !caller.Covers(await PathOf(target, ct)))
        {
            throw OutsideSubtree(target, caller.Division);
        }
    }

    /// <summary>Whether the caller files or reviews for this organ, and so sees what is restricted.</summary>
    public async Task<bool> SeesRestricted(Caller caller, string organ, CancellationToken ct) =>
        (caller.Holds(Role.Filer) || caller.Holds(Role.Reviewer))
        && (caller.CoversNation || caller.Covers(await PathOf("organs/" + organ, ct)));

    /// <summary>The divisions from the nation down to that of an organ, a report of it, or a division itself.</summary>
    private async Task<IReadOnlyList<string>> PathOf(string target, CancellationToken ct) => target.Split('/') switch
    {
        ["organs", var organ, ..] => await organs.Find(organ, ct) is { } found ? await organs.Path(found.Division, ct) : [],
        ["divisions", var division] => await organs.Path(division, ct),
        _ => [],
    };

    private static Refusal OutsideSubtree(string target, string division) => new(Code.PermissionDenied, "OUTSIDE_SUBTREE", division.Length > 0
        ? new(
            $"{target}不在调用方的辖区divisions/{division}之内。",
            $"{target} lies outside of the caller's subtree divisions/{division}.")
        : new(
            $"调用方的令牌没有division声明，没有辖区，不能操作{target}。",
            $"The caller's token has no division claim, so there is no subtree in which {target} could lie."))
    {
        Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["division"] = division },
    };

    private static Refusal RoleMissing(string method, Role role, Caller caller)
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
