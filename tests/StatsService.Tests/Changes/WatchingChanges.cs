using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.MadeUpReports;

namespace StatsService.Tests.Changes;

/// <summary>A stream catches up, follows, and says that it is alive.</summary>
public sealed class WatchingChanges(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private ChangeService.ChangeServiceClient Client => new(service.Channel);

    [Fact]
    public async Task It_catches_up_and_follows()
    {
        var organ = await TestOrgans.Register(service);
        var start = await service.Position();
        var first = await service.File(Of(organ, "2020-organ", Applications("2019", 3)));
        using var call = Client.WatchChanges(new()
        {
            AfterPosition = start,
            Heartbeat = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)),
        });

        Assert.Equal(first.Name, (await Next(call)).Report);
        var second = await service.File(Of(organ, "2021-organ", Applications("2021", 3)));
        Assert.Equal(second.Name, (await Next(call)).Report);
    }

    [Fact]
    public async Task Its_heartbeats_carry_a_position_to_go_on_from()
    {
        var organ = await TestOrgans.Register(service);
        var start = await service.Position();
        var filter = new ChangeFilter { Divisions = { "divisions/110000" } };
        using var call = Client.WatchChanges(new()
        {
            AfterPosition = start,
            Filter = filter,
            Heartbeat = Duration.FromTimeSpan(TimeSpan.FromSeconds(1)),
        });
        await call.ResponseStream.MoveNext(default);
        Assert.True(call.ResponseStream.Current.CaughtUp);

        // What the filter does not hold is in no message, and is behind the position all the same.
        await service.File(Of(organ, "2021-organ", Applications("2021", 3)));
        await call.ResponseStream.MoveNext(default);
        await call.ResponseStream.MoveNext(default);
        var heartbeat = call.ResponseStream.Current;

        Assert.Empty(heartbeat.Changes);
        var page = await Client.ListChangesAsync(new() { AfterPosition = heartbeat.Position, Filter = filter });
        Assert.Equal((0, false), (page.Changes.Count, page.HasMore));
        Assert.Equal(heartbeat.Position, page.Position);
    }

    [Fact]
    public async Task An_interval_out_of_bounds_is_refused()
    {
        foreach (var seconds in new[] { 0.5, 301, -1 })
        {
            using var call = Client.WatchChanges(
                new() { Heartbeat = Duration.FromTimeSpan(TimeSpan.FromSeconds(seconds)) });
            await Refused.AtField(
                StatusCode.InvalidArgument, "INVALID_VALUE", "heartbeat",
                () => call.ResponseStream.MoveNext(default));
        }
    }

    private static async Task<Change> Next(AsyncServerStreamingCall<WatchChangesResponse> call)
    {
        do
        {
            Assert.True(await call.ResponseStream.MoveNext(default));
        }
        while (call.ResponseStream.Current.Changes.Count == 0);
        return Assert.Single(call.ResponseStream.Current.Changes);
    }
}
