using System.Threading.Channels;
using Grpc.Core;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Telemetry;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>
/// Files the items of a stream: several at a time, answered in the order sent, each as soon as it and all before it are
/// committed. Items stand alone.
/// </summary>
public sealed class BatchFileReports(FilingIntake intake, WriteOrders orders, ReportWriter writer, ReportAnswers answers, AccessCheck access, StatsMetrics metrics)
{
    /// <summary>Items that were read and not yet answered: a client that sends faster waits.</summary>
    private const int InFlight = 100;

    private const int AtATime = 4;

    private const string Rpc = "/ogi.stats.v1.ReportService/BatchFileReports";

    public async Task Handle(
        IAsyncStreamReader<Wire.BatchFileReportsRequest> requests, IServerStreamWriter<Wire.BatchFileReportsResponse> responses,
        Caller caller, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        using var slots = new SemaphoreSlim(AtATime);
        var queue = Channel.CreateBounded<Task<Wire.BatchFileReportsResponse>>(InFlight);
        var reading = Read(requests, queue.Writer, slots, caller, stop.Token);
        try
        {
            await foreach (var answer in queue.Reader.ReadAllAsync(ct))
            {
                await responses.WriteAsync(await answer, ct);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await reading;
    }

    private async Task Read(
        IAsyncStreamReader<Wire.BatchFileReportsRequest> requests, ChannelWriter<Task<Wire.BatchFileReportsResponse>> queue,
        SemaphoreSlim slots, Caller caller, CancellationToken ct)
    {
        try
        {
            for (var index = 0L; await requests.MoveNext(ct); index++)
            {
                await slots.WaitAsync(ct);
                await queue.WriteAsync(Answer(requests.Current, index, slots, caller, ct), ct);
            }

            queue.Complete();
        }
        catch (Exception e)
        {
            queue.Complete(e);
            throw;
        }
    }

    private async Task<Wire.BatchFileReportsResponse> Answer(
        Wire.BatchFileReportsRequest request, long index, SemaphoreSlim slots, Caller caller, CancellationToken ct)
    {
        var response = new Wire.BatchFileReportsResponse { Index = index, Report = request.Item?.Report?.Name ?? "" };
        try
        {
            var written = await File(request, caller, ct);
            response.Filed = await answers.Full(written, ct);
            response.Filed.Tables.Clear();
            response.Changed = written.Event is not null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var refusal = FailureInterceptor.ToRefusal(e);
            metrics.Refused(refusal.Reason);
            response.Error = refusal.ToStatus();
        }
        finally
        {
            slots.Release();
        }

        return response;
    }

    private async Task<Written> File(Wire.BatchFileReportsRequest request, Caller caller, CancellationToken ct)
    {
        if (request.Item is not { } item)
        {
            throw Refusals.Required("item");
        }

        if (item.RequestId.Length == 0)
        {
            throw Refusals.Required("item.request_id");
        }

        await access.Demand(Rpc, caller, request, ct);
        var filing = await intake.Read(item.Report, "item.report", ct);
        var order = await orders.From(caller, "FileReport", "", item.OnBehalfOf, item.RequestId, [filing.Digest()], ct);
        return await new FileReport(filing, order).Handle(writer, ct);
    }
}
