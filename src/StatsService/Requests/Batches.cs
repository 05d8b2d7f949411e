using System.Threading.Channels;
using Grpc.Core;

namespace StatsService.Requests;

/// <summary>
/// Answers the items of a stream: several at a time, in the order sent, each as soon as it and all before it are done.
/// </summary>
internal static class Batches
{
    /// <summary>Items that were read and not yet answered: a client that sends faster waits.</summary>
    private const int InFlight = 100;

    private const int AtATime = 4;

    /// <param name="answer">Answers one item, by its place in the stream, from 0.</param>
    public static async Task Answer<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requests, IServerStreamWriter<TResponse> responses,
        Func<TRequest, long, CancellationToken, Task<TResponse>> answer, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var slots = new SemaphoreSlim(AtATime);
        var queue = Channel.CreateBounded<Task<TResponse>>(InFlight);
        var reading = Read(requests, queue.Writer, slots, answer, stop.Token);
        try
        {
            await foreach (var done in queue.Reader.ReadAllAsync(ct))
            {
                await responses.WriteAsync(await done, ct);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (queue.Reader.TryRead(out var left)) // nothing works on after the call has ended
            {
                await ((Task)left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await reading;
    }

    private static async Task Read<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requests, ChannelWriter<Task<TResponse>> queue, SemaphoreSlim slots,
        Func<TRequest, long, CancellationToken, Task<TResponse>> answer, CancellationToken ct)
    {
        try
        {
            for (var index = 0L; await requests.MoveNext(ct); index++)
            {
                await slots.WaitAsync(ct);

                // Begun only once there is a place in the queue: an item that is not in it nobody would wait for.
                await queue.WaitToWriteAsync(ct);
                queue.TryWrite(AnswerOne(requests.Current, index, slots, answer, ct));
            }

            queue.Complete();
        }
        catch (Exception e)
        {
            queue.Complete(e);
            throw;
        }
    }

    private static async Task<TResponse> AnswerOne<TRequest, TResponse>(
        TRequest request, long index, SemaphoreSlim slots,
        Func<TRequest, long, CancellationToken, Task<TResponse>> answer, CancellationToken ct)
    {
        try
        {
            return await answer(request, index, ct);
        }
        finally
        {
            slots.Release();
        }
    }
}
