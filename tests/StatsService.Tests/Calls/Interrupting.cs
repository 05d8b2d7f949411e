using Grpc.Core;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Calls;

/// <summary>The service stops working on what nobody waits for any more.</summary>
public sealed class Interrupting(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    /// <summary>The call waits in the service by then, also on a busy machine; it would wait for 10 s.</summary>
    private static readonly TimeSpan LongEnoughToArrive = TimeSpan.FromSeconds(3);

    [Fact]
    public async Task A_call_ends_at_its_deadline()
    {
        await using var call = await WaitingCall.Begin(service);

        var ended = await Assert.ThrowsAsync<RpcException>(async () =>
            await service.Reports.GetReportAsync(call.Request, deadline: In(LongEnoughToArrive)));

        Assert.Equal(StatusCode.DeadlineExceeded, ended.StatusCode);
        Assert.Equal("DEADLINE_EXCEEDED", await call.Ended);
    }

    [Fact]
    public async Task A_call_ends_when_its_client_cancels_it()
    {
        await using var call = await WaitingCall.Begin(service);
        using var cancel = new CancellationTokenSource(LongEnoughToArrive);

        var ended = await Assert.ThrowsAsync<RpcException>(async () =>
            await service.Reports.GetReportAsync(
                call.Request, deadline: In(TimeSpan.FromMinutes(1)), cancellationToken: cancel.Token));

        Assert.Equal(StatusCode.Cancelled, ended.StatusCode);
        Assert.Equal("CANCELLED", await call.Ended);
    }

    [Fact]
    public async Task A_call_in_JSON_ends_when_its_client_hangs_up()
    {
        await using var call = await WaitingCall.Begin(service);
        using var http = new HttpClient { Timeout = LongEnoughToArrive };
        var path = $"/v1/{call.Request.Name}?read.min_position={call.Request.Read.MinPosition}";

        await Assert.ThrowsAsync<TaskCanceledException>(() => http.GetAsync(new Uri(service.HttpAddress + path)));

        Assert.Equal("CANCELLED", await call.Ended);
    }

    [Fact]
    public async Task A_stream_ends_when_its_client_hangs_up()
    {
        await using var call = await WaitingCall.Begin(service);
        using (var batch = service.Reports.BatchFileReports())
        {
            await batch.RequestStream.WriteAsync(new());
            await batch.ResponseStream.MoveNext(default);
        }

        Assert.Equal("CANCELLED", await call.Ended);
    }

    private static DateTime In(TimeSpan time) => TimeProvider.System.GetUtcNow().UtcDateTime + time;
}
