using System.Threading.Channels;
using Grpc.Core;

namespace StatsService.Requests;

/// <summary>Answers the items of a stream group by group, in the order sent.</summary>
internal static class Batches
{
    private static readonly WriteOptions MoreFollow = new(WriteFlags.BufferHint);

    /// <param name="groupSize">
    /// A group is what has arrived, up to so many. It is worked on in one transaction, which should not be long. As
    /// many more may wait: a client that sends faster waits too.
    /// </param>
    /// <param name="answer">Answers the items of a group, of which the first has this place in the stream.</param>
    public static async Task AnswerGroups<TRequest, TResponse>(
        IAsyncStreamReader<TRequest> requests, IServerStreamWriter<TResponse> responses, int groupSize,
        Func<IReadOnlyList<TRequest>, long, CancellationToken, Task<IReadOnlyList<TResponse>>> answer,
        CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var queue = Channel.CreateBounded<TRequest>(groupSize);
        var reading = Read(requests, queue.Writer, stop.Token);
        try
        {
            var index = 0L;
            while (await queue.Reader.WaitToReadAsync(ct))
            {
                var group = new List<TRequest>();
                while (group.Count < groupSize && queue.Reader.TryRead(out var item))
                {
                    group.Add(item);
                }

                await Write(responses, await answer(group, index, ct), ct);
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

    private static async Task Write<TResponse>(
        IServerStreamWriter<TResponse> responses, IReadOnlyList<TResponse> group, CancellationToken ct)
    {
        for (var i = 0; i < group.Count; i++)
        {
            responses.WriteOptions = i < group.Count - 1 ? MoreFollow : WriteOptions.Default;
            await responses.WriteAsync(group[i], ct);
        }
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
}
