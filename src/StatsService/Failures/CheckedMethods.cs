using System.Reflection;
using Google.Protobuf;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using StatsService.Encoded;

namespace StatsService.Failures;

/// <summary>
/// Binds a gRPC service like the framework does, but with a deserializer that answers malformed messages as
/// <c>INVALID_ARGUMENT MALFORMED_MESSAGE</c>, and a serializer that writes encoded rows, too. An interceptor would come
/// too late: it sees only what could be read.
/// </summary>
internal sealed class CheckedMethods<TService> : IServiceMethodProvider<TService>
    where TService : class
{
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<TService> context)
    {
        var bound = typeof(TService).GetCustomAttribute<BindServiceMethodAttribute>(inherit: true)
            ?? throw new InvalidOperationException($"{typeof(TService)} derives from no generated service.");
        var bind = bound.BindType.GetMethods(BindingFlags.Static | BindingFlags.Public)
            .Single(method => method.Name == bound.BindMethodName && method.GetParameters().Length == 2
                && method.GetParameters()[0].ParameterType == typeof(ServiceBinderBase));
        bind.Invoke(obj: null, [new Binder(context), null]);
    }

    private sealed class Binder(ServiceMethodProviderContext<TService> context) : ServiceBinderBase
    {
        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler) =>
            context.AddUnaryMethod(
                Checked(method), [], Invoker<UnaryServerMethod<TService, TRequest, TResponse>>(method.Name));

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler) =>
            context.AddClientStreamingMethod(
                Checked(method), [], Invoker<ClientStreamingServerMethod<TService, TRequest, TResponse>>(method.Name));

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler) =>
            context.AddServerStreamingMethod(
                Checked(method), [], Invoker<ServerStreamingServerMethod<TService, TRequest, TResponse>>(method.Name));

        public override void AddMethod<TRequest, TResponse>(
            Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler) =>
            context.AddDuplexStreamingMethod(
                Checked(method), [], Invoker<DuplexStreamingServerMethod<TService, TRequest, TResponse>>(method.Name));

        /// <summary>The service's method as a delegate whose first parameter is the service itself.</summary>
        private static TDelegate Invoker<TDelegate>(string name)
            where TDelegate : Delegate
        {
            var parameters = typeof(TDelegate).GetMethod("Invoke")!.GetParameters().Skip(1);
            return typeof(TService).GetMethod(name, [.. parameters.Select(parameter => parameter.ParameterType)])!
                .CreateDelegate<TDelegate>();
        }

        private static Method<TRequest, TResponse> Checked<TRequest, TResponse>(Method<TRequest, TResponse> method)
            where TRequest : class
            where TResponse : class =>
            typeof(IMessage).IsAssignableFrom(typeof(TRequest))
                ? new(
                    method.Type, method.ServiceName, method.Name,
                    CheckedMessages.Marshaller(method.RequestMarshaller),
                    EncodedAnswers.Marshaller(method.ResponseMarshaller))
                : method;
    }
}
