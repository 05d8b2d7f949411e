using Microsoft.AspNetCore.Authentication.JwtBearer;
using StatsService.Hosting;

namespace StatsService.Callers;

/// <summary>Tokens are checked against a JWKS file; without one, all are the development caller.</summary>
internal static partial class CallerSetup
{
    /// <summary>How far clocks may differ.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(30);

    private static readonly string[] Algorithms = ["ES256", "ES384", "RS256", "PS256"];

    public static void AddCallers(this IServiceCollection services, IConfiguration configuration)
    {
        var file = configuration["Auth:JwksFile"] is { Length: > 0 } path ? path : null;
        if (file is null && Endpoints.BeyondLoopback(configuration) is { } endpoint)
        {
            throw new StartRefusedException(
                $"没有配置Auth:JwksFile，无法验证调用方，而{endpoint}可能从别的机器访问到。"
                + "请配置Auth:JwksFile，或只在127.0.0.1上监听。\n"
                + $"Auth:JwksFile is not set, so callers cannot be told, and {endpoint} may be reached from other "
                + "machines. Set Auth:JwksFile, or listen on 127.0.0.1 only.");
        }

        services.AddSingleton<AccessCheck>();
        services.AddSingleton<CallerFactory>();
        services.AddSingleton(new CallerOptions(DevelopmentCaller: file is null));
        services.AddSingleton(provider => new JwksFile(file, provider.GetRequiredService<ILogger<JwksFile>>()));
        const string Scheme = JwtBearerDefaults.AuthenticationScheme;
        services.AddAuthentication(Scheme).AddJwtBearer();
        // It would lay down keys in the user's folder at every first start. They protect cookies; there are none here.
        services.Remove(services.Single(service => service.ImplementationType?.Name == "DataProtectionHostedService"));
        services.AddOptions<JwtBearerOptions>(Scheme).Configure<JwksFile>((options, keys) =>
        {
            options.MapInboundClaims = false;
            options.TokenValidationParameters = new()
            {
                ValidIssuer = configuration["Auth:Issuer"],
                ValidateIssuer = configuration["Auth:Issuer"] is not null,
                ValidAudience = configuration["Auth:Audience"] ?? "stats",
                IssuerSigningKeyResolver = (_, _, _, _) => keys.Read(),
                ValidAlgorithms = Algorithms,
                ClockSkew = ClockSkew,
            };
            options.Events = new()
            {
                OnAuthenticationFailed = failed =>
                {
                    failed.HttpContext.Features.Set(new FailedSignIn(failed.Exception));
                    return Task.CompletedTask;
                },
            };
        });
    }

    public static void UseCallers(this WebApplication app)
    {
        app.Services.GetRequiredService<JwksFile>(); // A file that cannot be used stops the start, not the first call.
        if (app.Services.GetRequiredService<CallerOptions>().DevelopmentCaller)
        {
            EveryoneMayDoEverything(app.Logger);
        }

        app.UseAuthentication();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message =
        "没有配置Auth:JwksFile：本机上每个不带令牌的调用都是开发调用方development，可以做一切。只供开发和试用。"
        + " | Auth:JwksFile is not set: every call from this machine without a token is the development caller's, who "
        + "may do everything. For development and trials only.")]
    private static partial void EveryoneMayDoEverything(ILogger log);
}
