using System.Diagnostics;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http.Features;
using Status = Grpc.Core.Status;

namespace StatsService.Telemetry;

/// <summary>The outermost interceptor: tells what each call was about on its span, and counts how it ended.</summary>
public sealed class CallInterceptor(StatsMetrics metrics) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var span = SpanOf(context);
        CallSubject.Describe(request as IMessage, span);
        TResponse? response = null;
        await Observe(async () => response = await continuation(request, context), span, context);
        return response!;
    }

    public override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        var span = SpanOf(context);
        CallSubject.Describe(request as IMessage, span);
        return Observe(() => continuation(request, responseStream, context), span, context);
    }

    public override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        Observe(() => continuation(requestStream, responseStream, context), SpanOf(context), context);

    private static Activity? SpanOf(ServerCallContext context) =>
        context.GetHttpContext().Features.Get<IHttpActivityFeature>()?.Activity;

    private async Task Observe(Func<Task> call, Activity? span, ServerCallContext context)
    {
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
}
