using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Json;
using StatsService.Telemetry;
using Wire = Ogi.Stats.V1;

namespace StatsService.Exports;

/// <summary>
/// Answers the exports' addresses with the file itself. The request is read, the caller checked and a refusal told as
/// of any rpc in JSON; once the first byte went out, what fails cuts the answer off.
/// </summary>
internal sealed partial class ExportDownload(
    CallerFactory callers, AccessCheck access, ExportParts parts, JsonRefusals refusals, StatsMetrics metrics,
    ILogger<ExportDownload> log)
{
    /// <param name="rule">The address.</param>
    /// <param name="open">The rpc's use case.</param>
    public async Task Send(
        HttpContext http, MethodDescriptor rpc, Google.Api.HttpRule rule,
        Func<IMessage, Caller, CancellationToken, Task<OpenExport>> open)
    {
        var name = $"{rpc.Service.FullName}/{rpc.Name}";
        var ct = http.RequestAborted;
        try
        {
            var request = rule.Get.Length > 0
                ? JsonRequests.ReadQuery(DownloadFormats.Written(http.Request.Query), rpc.InputType, rule)
                : await JsonRequests.ReadBody(http.Request, rpc.InputType, ct);
            CallSubject.Describe(request, CallInterceptor.SpanOf(http));
            var caller = callers.From(http);
            await access.Demand("/" + name, caller, request, ct);
            await Send(http, await open(request, caller, ct), ct);
            metrics.Called(name, StatusCode.OK);
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            metrics.Called(name, StatusCode.Cancelled);
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            await refusals.Write(http, FailureInterceptor.ToRefusal(e, name, log), name);
        }
        catch (Exception e)
        {
            // A file that ended well here would be taken for whole.
            CutOff(log, e, name);
            metrics.Called(name, StatusCode.Internal);
            http.Abort();
        }
    }

    private async Task Send(HttpContext http, OpenExport export, CancellationToken ct)
    {
        var body = new DownloadBody(http.Response);
        await foreach (var part in parts.Of(export, ct))
        {
            if (part.PartCase == Wire.ExportPart.PartOneofCase.Data)
            {
                if (!http.Response.HasStarted)
                {
                    DownloadHeaders.Write(http.Response, export.Manifest);
                }

                await body.Write(part.Data, ct);
            }
            else if (part.Trailer is { } trailer)
            {
                await body.End(trailer, ct);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Rpc} was cut off midway.")]
    private static partial void CutOff(ILogger log, Exception e, string rpc);
}
