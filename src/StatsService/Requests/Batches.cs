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

    /// <summary>A group is worked on in one transaction: it should not be long.</summary>
    private const int GroupSize = 200;

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

    /// <summary>
    /// Answers the items of a stream group by group, in the order sent: a group is what has arrived, up to some number.
    /// </summary>
    /// <param name="answer">Answers the items of a group, of which the first has this place in the stream.</param>
    public static async Task AnswerGroups<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requests, IServerStreamWriter<TResponse> responses,
        Func<IReadOnlyList<TRequest>, long, CancellationToken, Task<IReadOnlyList<TResponse>>> answer,
        CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var queue = Channel.CreateBounded<TRequest>(GroupSize);
        var reading = Read(requests, queue.Writer, stop.Token);
        try
        {
            var index = 0L;
            while (await queue.Reader.WaitToReadAsync(ct))
            {
                var group = new List<TRequest>();
                while (group.Count < GroupSize && queue.Reader.TryRead(out var item))
                {
                    group.Add(item);
                }

                foreach (var response in await answer(group, index, ct))
                {
                    await responses.WriteAsync(response, ct);
                }

                index += group.Count;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await reading;
    }

    private static async Task Read<TRequest>(
        IAsyncStreamReader<TRequest> requests, ChannelWriter<TRequest> queue, CancellationToken ct)
    {
        try
        {
            while (await requests.MoveNext(ct))
            {
                await queue.WriteAsync(requests.Current, ct);
            }

            queue.Complete();
        }
        catch (Exception e)
        {
            queue.Complete(e);
            throw;
        }
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
