using Google.Protobuf;
using Grpc.Core;
using StatsService.Canonical;
using StatsService.Failures;
using StatsService.OpenApi;
using StatsService.Telemetry;

namespace StatsService.Json;

/// <summary>Answers in JSON what no rpc answers, in the shape in which refusals of rpcs are told.</summary>
internal sealed class JsonRefusals(StatsMetrics metrics)
{
    private static readonly JsonFormatter Formatter =
        new(JsonFormatter.Settings.Default.WithTypeRegistry(ErrorDetails.Types));

    /// <param name="rpc">The rpc that was asked for, if any.</param>
    public async Task Write(HttpContext http, Refusal refusal, string? rpc)
    {
        if (rpc is not null)
        {
            metrics.Called(rpc, (StatusCode)refusal.Code);
        }

        metrics.Refused(refusal.Reason);
        CallInterceptor.SpanOf(http)?.SetTag(CallSubject.Reason, refusal.Reason);
        http.Response.StatusCode = HttpStatus(refusal.Code, http.Response.StatusCode);
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(Formatter.Format(refusal.ToStatus()), http.RequestAborted);
    }

    /// <summary>For an address that leads nowhere, or not with this method.</summary>
    public Task WriteNoRoute(HttpContext http)
    {
        if (http.Response.StatusCode is not (StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed))
        {
            return Task.CompletedTask;
        }

        var (method, path) = (http.Request.Method, http.Request.Path);
        return Write(http, rpc: null, refusal: new(Google.Rpc.Code.NotFound, "ROUTE_NOT_FOUND", new(
            $"没有{method} {path}；可用的路径见{ReferencePage.Page}。",
            $"There is no {method} {path}; what there is stands at {ReferencePage.Page}.")));
    }

    /// <summary>As the transcoding has it; where the framework said already what is wrong, that stands.</summary>
    private static int HttpStatus(Google.Rpc.Code code, int standing) => code switch
    {
        _ when standing >= StatusCodes.Status400BadRequest => standing,
        Google.Rpc.Code.InvalidArgument or Google.Rpc.Code.FailedPrecondition => StatusCodes.Status400BadRequest,
        Google.Rpc.Code.Unauthenticated => StatusCodes.Status401Unauthorized,
        Google.Rpc.Code.PermissionDenied => StatusCodes.Status403Forbidden,
        Google.Rpc.Code.NotFound => StatusCodes.Status404NotFound,
        Google.Rpc.Code.ResourceExhausted => StatusCodes.Status413PayloadTooLarge,
        Google.Rpc.Code.Unavailable => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };
}
