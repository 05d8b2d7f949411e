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
        using var call = open(server.Stream(stop.Token));
        var sending = Send(call.RequestStream, items, stop.Token);
        try
        {
            while (await Next(call.ResponseStream, stop, server.Timeout, ct))
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

    private static async Task<bool> Next<TResponse>(
        IAsyncStreamReader<TResponse> answers, CancellationTokenSource stop, TimeSpan timeout, CancellationToken ct)
    {
        stop.CancelAfter(timeout);
        try
        {
            return await answers.MoveNext(CancellationToken.None);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Cancelled && !ct.IsCancellationRequested)
        {
            var detail = $"No answer within {timeout.TotalSeconds} s.";
            throw stop.IsCancellationRequested ? new RpcException(new Status(StatusCode.DeadlineExceeded, detail)) : e;
        }
    }
}
