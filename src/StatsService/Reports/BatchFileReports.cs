using Grpc.Core;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Log;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>
/// Files the items of a stream. Items stand alone: each is committed, or refused, by itself. Those on one report are
/// worked on one after the other, as they were sent.
/// </summary>
internal sealed class BatchFileReports(
    FileReport file, ReportAnswers answers, AccessCheck access, ItemFailures failures, TimeProvider clock)
{
    private const string Rpc = "/ogi.stats.v1.ReportService/BatchFileReports";

    public async Task Handle(
        IAsyncStreamReader<Wire.BatchFileReportsRequest> requests,
        IServerStreamWriter<Wire.BatchFileReportsResponse> responses,
        Caller caller, CancellationToken ct)
    {
        var turns = new Turns();
        await Batches.Answer(
            requests,
            responses,
            async (request, index, stop) =>
            {
                using var turn = await turns.Take([request.Item?.Report?.Name ?? ""], needs: [], stop);
                return await Answer(request, index, caller, stop);
            },
            ct);
    }

    private async Task<Wire.BatchFileReportsResponse> Answer(
        Wire.BatchFileReportsRequest request, long index, Caller caller, CancellationToken ct)
    {
        var response = new Wire.BatchFileReportsResponse { Index = index, Report = request.Item?.Report?.Name ?? "" };
        try
        {
            var written = await File(request, caller, ct);
            response.Filed = await answers.Alone(written, ct);
            response.Filed.Tables.Clear();
            response.Changed = written.Event is not null;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            response.Error = failures.Tell(e, Rpc);
        }

        return response;
    }

    private async Task<Written<AnnualReport>> File(
        Wire.BatchFileReportsRequest request, Caller caller, CancellationToken ct)
    {
        if (request.Item is not { } item)
        {
            throw Refusals.Required("item");
        }

        if (item.RequestId.Length == 0)
        {
            throw Refusals.Required("item.request_id");
        }

        caller.DemandSignedIn(clock);
        await access.Demand(Rpc, caller, request, ct);
        return await file.Write(item, caller, ct, at: "item.");
    }
}
