using System.Globalization;
using Google.Protobuf;
using Google.Rpc;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using StatsService.Hosting;
using StatsService.Telemetry;

namespace StatsService.Failures;

/// <summary>
/// Calls in gRPC that are refused before any interceptor sees them: malformed messages and those that are too large.
/// They are counted here; one that is too large, which the framework refuses with a bare status, gets its details here.
/// </summary>
internal sealed class EarlyRefusals(RequestDelegate next, StatsMetrics metrics)
{
    private const string StatusHeader = "grpc-status";
    private const string MessageHeader = "grpc-message";
    private const string DetailsHeader = "grpc-status-details-bin";

    public async Task InvokeAsync(HttpContext http)
    {
        await next(http);
        if (http.GetEndpoint()?.Metadata.GetMetadata<GrpcMethodMetadata>() is { } rpc
            && Trailers(http) is { } trailers
            && int.TryParse(trailers[StatusHeader], CultureInfo.InvariantCulture, out var code))
        {
            Record(http, trailers, (StatusCode)code, rpc.Method.FullName);
        }
    }

    private void Record(HttpContext http, IHeaderDictionary trailers, StatusCode code, string rpc)
    {
        var counted = http.Features.Get<Counted>() is not null;
        string? reason = null;
        if (trailers.TryGetValue(DetailsHeader, out var details))
        {
            reason = counted ? null : Decode(details.ToString()).GetDetail<ErrorInfo>()?.Reason;
        }
        else if (code == StatusCode.ResourceExhausted)
        {
            var refusal = Refusals.TooLarge(ApiSetup.MaxMessageSize);
            trailers[MessageHeader] = refusal.Text.En;
            trailers[DetailsHeader] = Convert.ToBase64String(refusal.ToTrailer().ToByteArray()).TrimEnd('=');
            reason = refusal.Reason;
        }

        if (reason is not null)
        {
            CallInterceptor.SpanOf(http)?.SetTag(CallSubject.Reason, reason);
            metrics.Refused(reason);
        }

        if (!counted)
        {
            metrics.Called(rpc, code);
        }
    }

    /// <summary>Where the status of an ended call stands: in the headers, where nothing was sent before it.</summary>
    private static IHeaderDictionary? Trailers(HttpContext http) => http.Response.Headers.ContainsKey(StatusHeader)
        ? http.Response.Headers
        : http.Features.Get<IHttpResponseTrailersFeature>()?.Trailers;

    /// <summary>Binary metadata goes without padding.</summary>
    private static Google.Rpc.Status Decode(string text) =>
        Google.Rpc.Status.Parser.ParseFrom(Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '=')));
}
