using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace StatsService.Callers;

/// <summary>Demands of every call what its rpc declares, before the use case runs. Health and reflection are open.</summary>
public sealed class AccessInterceptor(CallerFactory callers, AccessCheck access) : Interceptor
{
    private static readonly string[] Open = ["/grpc.health.v1.Health/", "/grpc.reflection."];

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        await Demand(request as IMessage, context);
        return await continuation(request, context);
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await Demand(request as IMessage, context);
        await continuation(request, responseStream, context);
    }

    public override async Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        DuplexStreamingServerMethod<TRequest, TResponse> continuation)
    {
        await Demand(request: null, context); // The items are checked one by one (`each_item`).
        await continuation(requestStream, responseStream, context);
    }

    private async Task Demand(IMessage? request, ServerCallContext context)
    {
        if (!Array.Exists(Open, prefix => context.Method.StartsWith(prefix, StringComparison.Ordinal)))
        {
            await access.Demand(context.Method, callers.From(context), request, context.CancellationToken);
        }
    }
}
