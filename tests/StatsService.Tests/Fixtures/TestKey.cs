using System.Security.Cryptography;
using System.Text.Json;
using Grpc.Core;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace StatsService.Tests.Fixtures;

/// <summary>A key that signs tokens as the identity provider would.</summary>
internal sealed class TestKey
{
    public const string Issuer = "https://id.example.gov.cn";
    public const string Audience = "stats-under-test";

    private readonly ECDsaSecurityKey _key =
        new(ECDsa.Create(ECCurve.NamedCurves.nistP256)) { KeyId = Guid.NewGuid().ToString() };

    /// <summary>The file that the service reads, with the public parts of these keys.</summary>
    public static string Jwks(params TestKey[] keys) =>
        JsonSerializer.Serialize(new { keys = keys.Select(key => key.Public()).ToArray() });

    /// <summary>Who is meant, by the claims beside the standard ones.</summary>
    public string Token(
        Dictionary<string, object>? claims = null, string issuer = Issuer, string audience = Audience,
        TimeSpan? age = null) =>
        Sign(claims, new(_key, SecurityAlgorithms.EcdsaSha256), issuer, audience, age ?? TimeSpan.Zero);

    /// <summary>Signed with a secret, for which the service's public key is taken: a confusion of algorithms.</summary>
    public string TokenByHmac()
    {
        var secret = new SymmetricSecurityKey(JsonSerializer.SerializeToUtf8Bytes(Public())) { KeyId = _key.KeyId };
        return Sign(claims: null, new(secret, SecurityAlgorithms.HmacSha256), Issuer, Audience, TimeSpan.Zero);
    }

    /// <summary>Not signed at all (<c>alg: none</c>).</summary>
    public static string TokenUnsigned() => Sign(claims: null, credentials: null, Issuer, Audience, TimeSpan.Zero);

    /// <summary>As the call's metadata.</summary>
    public Metadata Of(string client, string[] roles, string? division = null, string? organ = null)
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["client_id"] = client,
            ["roles"] = roles,
        };
        if (division is not null)
        {
            claims["division"] = division;
        }

        if (organ is not null)
        {
            claims["organ"] = organ;
        }

        return Bearer(Token(claims));
    }

    public static Metadata Bearer(string token) => new() { { "authorization", "Bearer " + token } };

    private static string Sign(
        Dictionary<string, object>? claims, SigningCredentials? credentials, string issuer, string audience,
        TimeSpan age)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime - age;
        return new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            IssuedAt = now,
            NotBefore = now,
            Expires = now.AddMinutes(5),
            Claims = claims ?? new Dictionary<string, object>(StringComparer.Ordinal) { ["client_id"] = "test" },
            SigningCredentials = credentials,
        });
    }

    private object Public()
    {
        var point = _key.ECDsa.ExportParameters(includePrivateParameters: false).Q;
        return new
        {
            kty = "EC",
            crv = "P-256",
            use = "sig",
            kid = _key.KeyId,
            x = Base64UrlEncoder.Encode(point.X),
            y = Base64UrlEncoder.Encode(point.Y),
        };
    }
}
