using System.Runtime.CompilerServices;
using Grpc.Core;

namespace StatsService.Cli.Server;

/// <summary>Sends a stream of items while their answers come in; the service slows it as it needs to.</summary>
internal static class BatchCall
{
    public static async IAsyncEnumerable<TResponse> Run<TRequest, TResponse>(
        Connection server, Func<CallOptions, AsyncDuplexStreamingCall<TRequest, TResponse>> open,
        IEnumerable<TRequest> items, [EnumeratorCancellation] CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var call = open(Connection.Stream(stop.Token));
        var sending = Send(call.RequestStream, items, stop.Token);
        try
        {
            while (await Streams.Next(call.ResponseStream, stop, server.Timeout, ct))
            {
                yield return call.ResponseStream.Current;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task Send<TRequest>(
        IClientStreamWriter<TRequest> stream, IEnumerable<TRequest> items, CancellationToken ct)
    {
        await Task.Yield();
        foreach (var item in items)
        {
            await stream.WriteAsync(item, ct);
        }

        await stream.CompleteAsync();
    }
}
