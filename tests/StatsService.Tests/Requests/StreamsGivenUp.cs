using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using StatsService.Requests;

namespace StatsService.Tests.Requests;

/// <summary>A stream that its client gives up.</summary>
public sealed class StreamsGivenUp
{
    [Fact]
    public async Task No_item_of_a_stream_is_worked_on_after_the_call_has_ended()
    {
        using var stop = new CancellationTokenSource();
        var (begun, ended) = (0, 0);
        var call = Batches.AnswerGroups<Empty, Empty>(
            new Endless(),
            new Stuck(),
            100,
            async (items, _, _) =>
            {
                Interlocked.Increment(ref begun);
                await Task.Delay(1000, CancellationToken.None);
                Interlocked.Increment(ref ended);
                return [.. items];
            },
            stop.Token);

        while (Volatile.Read(ref begun) == 0)
        {
            await Task.Delay(10);
        }

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        Assert.Equal(begun, ended);
    }

    private sealed class Endless : IAsyncStreamReader<Empty>
    {
        public Empty Current { get; } = new();

        public Task<bool> MoveNext(CancellationToken cancellationToken) => Task.FromResult(true);
    }

    private sealed class Stuck : IServerStreamWriter<Empty>
    {
        public WriteOptions? WriteOptions { get; set; }

        public Task WriteAsync(Empty message) => Task.Delay(Timeout.Infinite);

        public Task WriteAsync(Empty message, CancellationToken cancellationToken) =>
            Task.Delay(Timeout.Infinite, cancellationToken);
    }
}
