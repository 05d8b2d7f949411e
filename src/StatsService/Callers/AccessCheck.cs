using Google.Protobuf;
using Google.Rpc;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Registry;
using Role = Ogi.Stats.V1.Role;

namespace StatsService.Callers;

/// <summary>
/// Grants what an rpc declares, and nothing else. The answer is the same whether the resource exists or not.
/// </summary>
public sealed class AccessCheck(OrganDirectory organs)
{
    /// <summary>Refuses a caller without the role, and a request with a target outside of its subtree.</summary>
    public async Task Demand(string method, Caller caller, IMessage? request, CancellationToken ct)
    {
        var access = RpcAccess.Declared(method);
        if (access is null || access.Role == Role.Unspecified || !caller.Holds(access.Role))
        {
            throw RoleMissing(method, access?.Role ?? Role.Unspecified, caller);
        }

        var paths = request is null ? [] : access.Subtree;
        foreach (var target in paths.SelectMany(path => RpcAccess.Targets(request!, path)))
        {
            await DemandWithin(target, caller, ct);
        }
    }

    /// <summary>Refuses an organ, a report of it, or a division, that lies outside of the caller's subtree.</summary>
    /// <param name="target">Its full name.</param>
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
    private async Task<IReadOnlyList<string>> PathOf(string target, CancellationToken ct)
    {
        var division = target.Split('/') switch
        {
            ["organs", var organ, ..] => (await organs.Find(organ, ct))?.Division,
            ["divisions", var id] => id,
            _ => null,
        };
        return division is null ? [] : await organs.Path(division, ct);
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
