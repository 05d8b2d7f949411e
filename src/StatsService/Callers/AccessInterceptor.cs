using Google.Protobuf;
using Grpc.Core;
using StatsService.Hosting;

namespace StatsService.Callers;

/// <summary>Demands what a call's rpc declares, before the use case runs. Health and reflection are open.</summary>
internal sealed class AccessInterceptor(CallerFactory callers, AccessCheck access) : EveryCall
{
    private static readonly string[] Open = ["/grpc.health.v1.Health/", "/grpc.reflection."];

    /// <remarks>The items of a stream are checked one by one, by the use case (<c>each_item</c>).</remarks>
    protected override async Task Around(IMessage? request, ServerCallContext context, Func<Task> call)
    {
        if (!Array.Exists(Open, prefix => context.Method.StartsWith(prefix, StringComparison.Ordinal)))
        {
            await access.Demand(context.Method, callers.From(context), request, context.CancellationToken);
        }

        await call();
    }
}
