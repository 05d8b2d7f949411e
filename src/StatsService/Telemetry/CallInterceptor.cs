using System.Diagnostics;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using StatsService.Hosting;
using Status = Grpc.Core.Status;

namespace StatsService.Telemetry;

/// <summary>
/// The outermost interceptor: tells what each call was about on its span, and counts how it ended. What is refused
/// before any interceptor is told and counted by <see cref="Failures.EarlyRefusals"/>.
/// </summary>
internal sealed class CallInterceptor(StatsMetrics metrics) : EveryCall
{
    protected override async Task Around(IMessage? request, ServerCallContext context, Func<Task> call)
    {
        var http = context.GetHttpContext();
        http.Features.Set(new Counted());
        var span = SpanOf(http);
        CallSubject.Describe(request, span);
        var status = Status.DefaultSuccess;
        try
        {
            await call();
        }
        catch (RpcException e)
        {
            status = e.Status;
            if (e.GetRpcStatus()?.GetDetail<ErrorInfo>()?.Reason is { } reason)
            {
                span?.SetTag(CallSubject.Reason, reason);
                metrics.Refused(reason);
            }

            throw;
        }
        finally
        {
            metrics.Called(context.Method, status.StatusCode);
        }
    }

    /// <summary>The span of the whole request, whichever stands open at the moment.</summary>
    public static Activity? SpanOf(HttpContext http) => http.Features.Get<IHttpActivityFeature>()?.Activity;
}

/// <summary>Marks a request whose call was counted.</summary>
internal sealed record Counted;
