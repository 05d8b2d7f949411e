using Grpc.Core;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Log;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>Files the items of a stream. Items stand alone: each is committed, or refused, by itself.</summary>
public sealed class BatchFileReports(
    FilingIntake intake, WriteOrders orders, ReportWriter writer, ReportAnswers answers, AccessCheck access,
    ItemFailures failures)
{
    private const string Rpc = "/ogi.stats.v1.ReportService/BatchFileReports";

    public Task Handle(
        IAsyncStreamReader<Wire.BatchFileReportsRequest> requests,
        IServerStreamWriter<Wire.BatchFileReportsResponse> responses,
        Caller caller, CancellationToken ct) =>
        Batches.Answer(requests, responses, (request, index, stop) => Answer(request, index, caller, stop), ct);

    private async Task<Wire.BatchFileReportsResponse> Answer(
        Wire.BatchFileReportsRequest request, long index, Caller caller, CancellationToken ct)
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
            response.Error = failures.Tell(e, Rpc);
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
