using Grpc.Core;
using Grpc.Net.Client;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Limits;

/// <summary>An instance that serves as many streams as GetLimits publishes. Nobody else watches it.</summary>
public sealed class PublishedStreams(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task As_many_may_watch_as_is_published_and_no_more()
    {
        var limits = await new LimitsService.LimitsServiceClient(service.Channel).GetLimitsAsync(new());
        using var channel = GrpcChannel.ForAddress(
            service.GrpcAddress,
            new() { HttpHandler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true } });
        var changes = new ChangeService.ChangeServiceClient(channel);
        var request = new WatchChangesRequest { Filter = new() { Divisions = { "divisions/469001" } } };
        var watches = new List<AsyncServerStreamingCall<WatchChangesResponse>>();
        try
        {
            for (var i = 0; i < limits.Streams.MaxWatches; i++)
            {
                watches.Add(changes.WatchChanges(request));
                Assert.True(await watches[^1].ResponseStream.MoveNext(CancellationToken.None));
            }

            using var another = changes.WatchChanges(request);
            await Refused.With(StatusCode.ResourceExhausted, "TOO_MANY_STREAMS", async () =>
                await another.ResponseStream.MoveNext(CancellationToken.None));
        }
        finally
        {
            watches.ForEach(watch => watch.Dispose());
        }
    }
}
