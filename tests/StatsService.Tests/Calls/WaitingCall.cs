using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Ogi.Stats.V1;
using StatsService.Log;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Calls;

/// <summary>
/// A read that waits, for seconds, for a position that a writer holds back: a call to interrupt. Tells how the service
/// saw calls end.
/// </summary>
internal sealed class WaitingCall : IAsyncDisposable
{
    private readonly BusyWriter _writer;
    private readonly MeterListener _calls = new();
    private readonly TaskCompletionSource<string> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private WaitingCall(BusyWriter writer, ServiceFixture service)
    {
        _writer = writer;
        var meters = service.Services.GetRequiredService<IMeterFactory>();
        _calls.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name == "stats.calls" && ReferenceEquals(instrument.Meter.Scope, meters))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _calls.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            foreach (var tag in tags)
            {
                if (tag.Key == "rpc.response.status_code" && tag.Value is string status and not "OK")
                {
                    _ended.TrySetResult(status);
                }
            }
        });
        _calls.Start();
    }

    public required GetReportRequest Request { get; init; }

    /// <summary>The gRPC status with which the service saw the first call end that did not succeed.</summary>
    public Task<string> Ended => _ended.Task.WaitAsync(TimeSpan.FromSeconds(30));

    public static async Task<WaitingCall> Begin(ServiceFixture service)
    {
        var name = await TestOrgans.Register(service) + "/reports/2021-region";
        var filed = (await service.Reports.FileReportAsync(new() { Report = BalancedReports.Of(name, 7) })).Report;

        var writer = await BusyWriter.Begin(service);
        var awaited = Position.Parse(filed.LastEvent.Position)! with { Number = writer.Taken };
        return new(writer, service)
        {
            Request = new() { Name = name, Read = new() { MinPosition = awaited.ToString() } },
        };
    }

    public async ValueTask DisposeAsync()
    {
        _calls.Dispose();
        await _writer.DisposeAsync();
    }
}
