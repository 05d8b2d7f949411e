using System.Runtime.CompilerServices;
using Grpc.Core;

namespace StatsService.Cli.Server;

/// <summary>Streams of answers, each of which is waited for as long as <c>--timeout</c> says.</summary>
internal static class Streams
{
    public static async IAsyncEnumerable<TResponse> Answers<TResponse>(
        Connection server, Func<CallOptions, AsyncServerStreamingCall<TResponse>> open,
        [EnumeratorCancellation] CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var call = open(Connection.Stream(stop.Token));
        while (await Next(call.ResponseStream, stop, server.Timeout, ct))
        {
            yield return call.ResponseStream.Current;
        }
    }

    /// <param name="stop">Ends the call.</param>
    public static async Task<bool> Next<TResponse>(
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
