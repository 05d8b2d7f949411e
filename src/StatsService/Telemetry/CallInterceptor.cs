using System.Diagnostics;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using StatsService.Hosting;
using Status = Grpc.Core.Status;

namespace StatsService.Telemetry;

/// <summary>The outermost interceptor: tells what each call was about on its span, and counts how it ended.</summary>
public sealed class CallInterceptor(StatsMetrics metrics) : EveryCall
{
    protected override async Task Around(IMessage? request, ServerCallContext context, Func<Task> call)
    {
        var span = SpanOf(context);
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
                span?.SetTag("stats.reason", reason);
                metrics.Refused(reason);
            }

            throw;
        }
        finally
        {
            metrics.Called(context.Method, status.StatusCode.ToString());
        }
    }

    /// <summary>The span of the whole request, whichever stands open at the moment.</summary>
    private static Activity? SpanOf(ServerCallContext context) =>
        context.GetHttpContext().Features.Get<IHttpActivityFeature>()?.Activity;
}
