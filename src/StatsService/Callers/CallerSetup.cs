using System.Net;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.IdentityModel.Tokens;

namespace StatsService.Callers;

/// <summary>Tokens are checked against a JWKS file; without one, and on loopback only, everyone is the development caller.</summary>
public static class CallerSetup
{
    private static readonly string[] Algorithms = ["ES256", "ES384", "RS256", "PS256"];

    public static void AddCallers(this IServiceCollection services, IConfiguration configuration)
    {
        var jwks = configuration["Auth:JwksFile"];
        services.AddSingleton(new CallerOptions(DevelopmentCaller: jwks is null && ListensOnLoopbackOnly(configuration)));
        services.AddAuthorization();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            options.TokenValidationParameters = new()
            {
                ValidIssuer = configuration["Auth:Issuer"],
                ValidateIssuer = configuration["Auth:Issuer"] is not null,
                ValidAudience = configuration["Auth:Audience"] ?? "stats",
                IssuerSigningKeyResolver = jwks is null ? (_, _, _, _) => [] : Keys(new JwksFile(jwks)),
                ValidAlgorithms = Algorithms,
                ClockSkew = TimeSpan.FromSeconds(30),
            };
        });
    }

    private static IssuerSigningKeyResolver Keys(JwksFile file) => (_, _, _, _) => file.Keys();

    private static bool ListensOnLoopbackOnly(IConfiguration configuration)
    {
        var urls = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"])
            .Concat((configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
            .OfType<string>()
            .ToList();
        return urls.Count > 0 && urls.TrueForAll(url =>
            Uri.TryCreate(url, UriKind.Absolute, out var uri)
            && (string.Equals(uri.Host, "localhost", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address))));
    }
}

/// <summary>The keys in a JWKS file, read again when the file changes, so that keys can be rolled over while the service runs.</summary>
internal sealed class JwksFile(string path)
{
    private readonly Lock _lock = new();
    private DateTime _read;
    private IList<SecurityKey> _keys = [];

    public IEnumerable<SecurityKey> Keys()
    {
        lock (_lock)
        {
            var written = File.GetLastWriteTimeUtc(path);
            if (written != _read)
            {
                _keys = new JsonWebKeySet(File.ReadAllText(path)).GetSigningKeys();
                _read = written;
            }

            return _keys;
        }
    }
}
