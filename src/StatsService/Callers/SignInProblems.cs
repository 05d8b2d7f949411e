using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using StatsService.Failures;
using StatsService.Forms;

namespace StatsService.Callers;

/// <summary>Why it cannot be told who calls, and what to do about it.</summary>
internal static class SignInProblems
{
    /// <param name="credentials">The authorization header as sent.</param>
    /// <param name="failure">What was found wrong with the token in it.</param>
    public static Refusal Of(StringValues credentials, Exception? failure)
    {
        var (cause, text) = failure switch
        {
            null when StringValues.IsNullOrEmpty(credentials) => ("NO_TOKEN", new LocalizedText(
                "没有令牌；请在authorization元数据（HTTP头）中给出“Bearer 令牌”。",
                "There is no token; send 'Bearer TOKEN' in the authorization metadata (HTTP header).")),
            null => ("NO_BEARER_TOKEN", new LocalizedText(
                "authorization中不是“Bearer 令牌”；只接受JWT。",
                "The authorization is not 'Bearer TOKEN'; only a JWT is taken.")),
            SecurityTokenExpiredException expired => ("EXPIRED", ExpiredAt(expired.Expires)),
            SecurityTokenNotYetValidException early => ("NOT_YET_VALID", new LocalizedText(
                $"令牌自{early.NotBefore:u}起才有效；请核对签发方的时钟。",
                $"The token is not valid before {early.NotBefore:u}; check the issuer's clock.")),
            SecurityTokenInvalidAudienceException => ("WRONG_AUDIENCE", new LocalizedText(
                "令牌不是签发给本服务的（aud不符）；请换取以本服务为受众的令牌。",
                "The token was not issued for this service (aud); get one with this service as its audience.")),
            SecurityTokenInvalidIssuerException => ("WRONG_ISSUER", new LocalizedText(
                "本服务不接受该签发方（iss）的令牌。", "This service takes no tokens of this issuer (iss).")),
            SecurityTokenInvalidAlgorithmException
                or SecurityTokenInvalidSignatureException
                or SecurityTokenSignatureKeyNotFoundException => ("BAD_SIGNATURE", new LocalizedText(
                "令牌没有用本服务认可的密钥和算法签名；请换取新的令牌。",
                "The token is not signed with a key and an algorithm that this service takes; get a new one.")),
            _ => ("BAD_TOKEN", new LocalizedText("令牌不是有效的JWT。", "The token is no valid JWT.")),
        };
        return NotSignedIn(cause, text);
    }

    public static Refusal NoClient() => NotSignedIn("NO_CLIENT", new(
        "令牌中没有client_id、azp或sub声明，无法确定调用方。",
        "The token has no client_id, azp or sub claim; the caller cannot be told."));

    public static Refusal Expired(DateTimeOffset end) => NotSignedIn("EXPIRED", ExpiredAt(end.UtcDateTime));

    private static LocalizedText ExpiredAt(DateTime end) => new(
        $"令牌已于{end:u}过期；请换取新的令牌。", $"The token expired at {end:u}; get a new one.");

    private static Refusal NotSignedIn(string cause, LocalizedText text) =>
        new(Google.Rpc.Code.Unauthenticated, "NOT_SIGNED_IN", text)
        {
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["cause"] = cause },
        };
}
