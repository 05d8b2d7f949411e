using Microsoft.Net.Http.Headers;
using StatsService.Exports;

namespace StatsService.Hosting;

/// <summary>From which sites a page in a browser may call: none, unless <c>Cors:Origins</c> names them.</summary>
internal static class BrowserOrigins
{
    /// <summary>How long a browser may go by the answer to its asking first.</summary>
    private static readonly TimeSpan Preflight = TimeSpan.FromMinutes(10);

    /// <summary>What a script may read of an answer beside its body.</summary>
    private static readonly string[] Exposed =
    [
        "grpc-status", "grpc-message", "grpc-status-details-bin", HeaderNames.ETag,
        .. DownloadHeaders.All.Select(header => header.Name),
    ];

    public static void AddOrigins(this IServiceCollection services, IConfiguration configuration)
    {
        var origins = (configuration["Cors:Origins"] ?? "")
            .Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (Array.Find(origins, origin => !IsOrigin(origin)) is { } wrong)
        {
            throw new StartRefusedException(
                $"Cors:Origins中的“{wrong}”不是来源；请写成https://portal.example.gov.cn，不带路径，多个之间用分号。\n"
                + $"'{wrong}' in Cors:Origins is no origin: write https://portal.example.gov.cn, without a path; put "
                + "semicolons between several.");
        }

        services.AddCors(cors => cors.AddDefaultPolicy(policy => policy
            .WithOrigins(origins)
            .WithMethods(HttpMethods.Get, HttpMethods.Post)
            .AllowAnyHeader()
            .WithExposedHeaders(Exposed)
            .SetPreflightMaxAge(Preflight)));
    }

    /// <summary>Any site at all (<c>*</c>) is none: a page anywhere could read as the development caller.</summary>
    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
        && text == uri.GetLeftPart(UriPartial.Authority);
}
