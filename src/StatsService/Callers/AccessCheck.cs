using Google.Protobuf;
using Google.Rpc;
using Ogi.Stats.V1;
using StatsService.Failures;
using StatsService.Registry;

namespace StatsService.Callers;

/// <summary>Grants what an rpc declares, and nothing else. The answer is the same whether the resource exists or not.</summary>
public sealed class AccessCheck(OrganDirectory organs)
{
    /// <summary>Refuses a caller that lacks the role, or, in a request, whose target lies outside of its subtree.</summary>
    public async Task Demand(string method, Caller caller, IMessage? request, CancellationToken ct)
    {
        var access = RpcAccess.All.GetValueOrDefault(method);
        if (access is null || access.Role == Role.Unspecified || !caller.Holds(access.Role))
        {
            throw RoleMissing(method, access?.Role ?? Role.Unspecified, caller);
        }

        if (request is not null && access.Subtree.Length > 0)
        {
            await DemandWithin(caller, RpcAccess.Target(request, access.Subtree), ct);
        }
    }

    /// <summary>Whether the caller files or reviews for this organ, and so sees what is restricted.</summary>
    public async Task<bool> SeesRestricted(Caller caller, string organ, CancellationToken ct) =>
        (caller.Holds(Role.Filer) || caller.Holds(Role.Reviewer))
        && (caller.Covers([]) || caller.Covers(await PathOf("organs/" + organ, ct)));

    /// <summary>Refuses a caller in whose subtree an organ, report or division (by its name) does not lie.</summary>
    public async Task DemandWithin(Caller caller, string target, CancellationToken ct)
    {
        if (caller.Covers([]) || target.Length == 0)
        {
            return; // The whole country; or an empty name, which the use case refuses by its field.
        }

        if (!caller.Covers(await PathOf(target, ct)))
        {
            throw new Refusal(Code.PermissionDenied, "OUTSIDE_SUBTREE", new(
                $"{target}不在调用方的辖区divisions/{caller.Division}之内。",
                $"{target} lies outside of the caller's subtree divisions/{caller.Division}."));
        }
    }

    /// <summary>The divisions from the nation down to that of an organ, a report of it, or a division itself.</summary>
    private async Task<IReadOnlyList<string>> PathOf(string target, CancellationToken ct) => target.Split('/') switch
    {
        ["organs", var organ, ..] => await organs.Find(organ, ct) is { } found ? await organs.Path(found.Division, ct) : [],
        ["divisions", var division] => await organs.Path(division, ct),
        _ => [],
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
