using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Net.Http.Headers;
using Scalar.AspNetCore;
using StatsService.Callers;

namespace StatsService.OpenApi;

/// <summary>
/// The document and a page that shows it. They hold no data: anyone who reaches the service may read them.
/// </summary>
internal static class ReferencePage
{
    public const string Document = "/openapi/v1.json";
    public const string Page = "/reference";

    /// <summary>
    /// Nothing from any other host, and no frame around it. The page writes its styles and its start into itself.
    /// </summary>
    private const string Policy =
        "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        + "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self' blob:; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void MapReference(this WebApplication app)
    {
        // Made once, when it is first asked for: all routes are known by then.
        var document = new Lazy<byte[]>(() => JsonSerializer.SerializeToUtf8Bytes(
            OpenApiDocument.Of(
                Routes(app.Services.GetRequiredService<EndpointDataSource>()),
                withTokens: !app.Services.GetRequiredService<CallerOptions>().DevelopmentCaller),
            Readable));
        app.MapGet(Document, () => Results.Bytes(document.Value, "application/json"));
        app.MapGroup("").AddEndpointFilter(async (call, next) =>
        {
            call.HttpContext.Response.Headers[HeaderNames.ContentSecurityPolicy] = Policy;
            return await next(call);
        }).MapScalarApiReference(Page, (scalar, http) => scalar
            .WithTitle("StatsService")
            .WithLocalization(new() { Locale = ReadsChinese(http) ? "zh-CN" : "en" })
            .WithOpenApiRoutePattern(Document)
            .DisableAgent()
            .DisableMcp()
            .DisableTelemetry()
            .DisableDefaultFonts()
            .HideDeveloperTools()
            .HideClientButton());
    }

    private static bool ReadsChinese(HttpContext http) => http.Request.GetTypedHeaders().AcceptLanguage
        .FirstOrDefault()?.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase) ?? false;

    /// <summary>
    /// In the order of services and rpcs in the protos; of two with one address that which answers, as routing has it.
    /// </summary>
    private static List<DescribedRoute> Routes(EndpointDataSource endpoints) =>
    [
        .. endpoints.Endpoints.OfType<RouteEndpoint>().OrderBy(endpoint => endpoint.Order)
            .Select(DescribedRoute.Of).OfType<DescribedRoute>()
            .DistinctBy(route => (route.Path.Path, route.IsGet))
            .OrderBy(route => route.Rpc.File.Name, StringComparer.Ordinal)
            .ThenBy(route => route.Rpc.Index),
    ];
}
