using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace StatsService.Hosting;

/// <summary>
/// An interceptor that does the same around calls of all four kinds. One that leaves out a kind lets it pass unseen.
/// </summary>
internal abstract class EveryCall : Interceptor
{
    /// <param name="request">The request; null where the client sends a stream of them.</param>
    protected abstract Task Around(IMessage? request, ServerCallContext context, Func<Task> call);

    public sealed override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        TResponse? response = null;
        await Around(request as IMessage, context, async () => response = await continuation(request, context));
        return response!;
    }

    public sealed override async Task<TResponse> ClientStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, ServerCallContext context,
        ClientStreamingServerMethod<TRequest, TResponse> continuation)
    {
        TResponse? response = null;
        await Around(request: null, context, async () => response = await continuation(requestStream, context));
        return response!;
    }

    public sealed override Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation) =>
        Around(request as IMessage, context, () => continuation(request, responseStream, context));

    public sealed override Task DuplexStreamingServerHandler<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream,
        ServerCallContext context, DuplexStreamingServerMethod<TRequest, TResponse> continuation) =>
        Around(request: null, context, () => continuation(requestStream, responseStream, context));
}
