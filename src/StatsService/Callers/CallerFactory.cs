using System.Security.Claims;
using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Failures;

namespace StatsService.Callers;

/// <summary>
/// The one place where a caller comes from: the claims of a verified token; or, where no keys are configured and the
/// service listens on loopback only, the development caller, who may do everything.
/// </summary>
public sealed class CallerFactory(CallerOptions options)
{
    private static readonly Caller Development = new(
        "development", "", "", Enum.GetValues<Role>().Where(role => role != Role.Unspecified).ToHashSet(), Caller.Nation);

    public Caller From(ServerCallContext context)
    {
        var user = context.GetHttpContext().User;
        if (user.Identity is { IsAuthenticated: true })
        {
            return FromClaims(user);
        }

        return options.DevelopmentCaller ? Development : throw new Refusal(
            Google.Rpc.Code.Unauthenticated, "NOT_SIGNED_IN", new(
                "没有提供令牌，或令牌无效、已过期；请在authorization元数据中给出Bearer令牌。",
                "There is no token, or it is not valid or has expired; send a Bearer token in the authorization metadata."));
    }

    private static Caller FromClaims(ClaimsPrincipal user) => new(
        user.FindFirstValue("client_id") ?? user.FindFirstValue("azp") ?? user.FindFirstValue("sub") ?? throw NoClient(),
        user.FindFirstValue("sub") ?? "",
        Id(user.FindFirstValue("organ")),
        user.FindAll("roles").Select(claim => Enum.TryParse<Role>(claim.Value, ignoreCase: true, out var role) ? role : Role.Unspecified)
            .Where(role => role != Role.Unspecified).ToHashSet(),
        Id(user.FindFirstValue("division")) is { Length: > 0 } division ? division : NoDivision);

    /// <summary>A token that names no division covers none: no division has this id.</summary>
    private const string NoDivision = "-";

    /// <summary>Claims may carry the resource's name or only its id.</summary>
    private static string Id(string? claim) => claim?[(claim.LastIndexOf('/') + 1)..] ?? "";

    private static Refusal NoClient() => new(Google.Rpc.Code.Unauthenticated, "NOT_SIGNED_IN", new(
        "令牌中没有client_id、azp或sub声明，无法确定调用方。",
        "The token has no client_id, azp or sub claim; the caller cannot be told."));
}

/// <summary>Whether calls without a token are the development caller's.</summary>
public sealed record CallerOptions(bool DevelopmentCaller);
