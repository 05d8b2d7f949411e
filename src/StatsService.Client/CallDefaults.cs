using Google.Protobuf;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace StatsService.Client;

/// <summary>Gives each call with one answer a deadline, and each write a request id, where they have none.</summary>
internal sealed class CallDefaults(TimeSpan deadline, TimeProvider clock) : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        AsyncUnaryCallContinuation<TRequest, TResponse> continuation) =>
        continuation(WithId(request), WithDeadline(context));

    public override TResponse BlockingUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context,
        BlockingUnaryCallContinuation<TRequest, TResponse> continuation) =>
        continuation(WithId(request), WithDeadline(context));

    private ClientInterceptorContext<TRequest, TResponse> WithDeadline<TRequest, TResponse>(
        ClientInterceptorContext<TRequest, TResponse> context)
        where TRequest : class
        where TResponse : class => context.Options.Deadline is not null
        ? context
        : new(context.Method, context.Host, context.Options.WithDeadline(clock.GetUtcNow().UtcDateTime + deadline));

    /// <remarks>A copy gets it: the caller's own, sent once more, is another request.</remarks>
    private static TRequest WithId<TRequest>(TRequest request)
        where TRequest : class
    {
        if (request is not (IMessage message and IDeepCloneable<TRequest> original)
            || message.Descriptor.FindFieldByName("request_id")?.Accessor is not { } id
            || id.GetValue(message) is not "")
        {
            return request;
        }

        var copy = original.Clone();
        id.SetValue((IMessage)copy, Guid.NewGuid().ToString());
        return copy;
    }
}
