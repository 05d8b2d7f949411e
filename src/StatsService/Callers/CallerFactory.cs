using System.Globalization;
using System.Net;
using System.Security.Claims;
using Grpc.Core;
using Microsoft.Net.Http.Headers;
using Ogi.Stats.V1;

namespace StatsService.Callers;

/// <summary>
/// The one place where a caller comes from: the claims of a verified token; or, where no keys are configured and the
/// service listens on loopback only, the development caller, who may do everything. A token that is sent must be good
/// there too.
/// </summary>
internal sealed class CallerFactory(CallerOptions options)
{
    private static readonly Dictionary<string, Role> Roles = Enum.GetValues<Role>()
        .Where(role => role != Role.Unspecified)
        .ToDictionary(role => role.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>What proxies add to what they hand on.</summary>
    private static readonly string[] ProxyHeaders = ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"];

    private static readonly Caller Development = new("development", "", "", Roles.Values.ToHashSet(), Caller.Nation);

    public Caller From(ServerCallContext context) => From(context.GetHttpContext());

    public Caller From(HttpContext http)
    {
        if (http.User.Identity is { IsAuthenticated: true })
        {
            return FromClaims(http.User);
        }

        if (options.DevelopmentCaller && IsFromThisMachine(http))
        {
            return Development;
        }

        http.Response.Headers.WWWAuthenticate = "Bearer";
        throw SignInProblems.Of(http.Request.Headers.Authorization, http.Features.Get<FailedSignIn>()?.Problem);
    }

    /// <summary>
    /// Without credentials, not handed on by a proxy from who knows where, and to this machine by its own name: a page
    /// in a browser may have a name of its own resolve to loopback, and would write as whoever looks at it.
    /// </summary>
    private static bool IsFromThisMachine(HttpContext http) =>
        http.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && Endpoints.IsLoopbackHost(http.Request.Host.Host)
        && !http.Request.Headers.ContainsKey(HeaderNames.Authorization)
        && !Array.Exists(ProxyHeaders, http.Request.Headers.ContainsKey);

    private static Caller FromClaims(ClaimsPrincipal user)
    {
        var subject = user.FindFirstValue("sub") ?? "";
        var client = user.FindFirstValue("client_id") ?? user.FindFirstValue("azp") ?? subject;
        return client.Length == 0 ? throw SignInProblems.NoClient() : new(
            client,
            subject == client ? "" : subject, // a client that acts by itself
            Id(user.FindFirstValue("organ")),
            RolesIn(user),
            Id(user.FindFirstValue("division")))
        {
            Expires = long.TryParse(user.FindFirstValue("exp"), CultureInfo.InvariantCulture, out var seconds)
                ? DateTimeOffset.FromUnixTimeSeconds(seconds)
                : null,
        };
    }

    /// <summary>Who is signed in reads; further roles are those claimed that the service knows.</summary>
    private static HashSet<Role> RolesIn(ClaimsPrincipal user)
    {
        var claimed = user.FindAll("roles").Select(claim => Roles.GetValueOrDefault(claim.Value));
        return [Role.Reader, .. claimed.Where(role => role != Role.Unspecified)];
    }

    /// <summary>Claims may carry the resource's name or only its id.</summary>
    private static string Id(string? claim) => claim?[(claim.LastIndexOf('/') + 1)..] ?? "";
}

/// <summary>What was wrong with the token that a request carried.</summary>
internal sealed record FailedSignIn(Exception Problem);

/// <summary>Whether calls without a token are the development caller's.</summary>
internal sealed record CallerOptions(bool DevelopmentCaller);
