using Grpc.Core;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>
/// Files the items of a stream. Items stand alone: each is filed, or refused, by itself. Those that arrive together are
/// stored in one transaction; each is decided on what those before it left.
/// </summary>
internal sealed class BatchFileReports(
    FileReport file, FilingGroups groups, ReportAnswers answers, AccessCheck access, ItemFailures failures,
    TimeProvider clock)
{
    public const int GroupSize = 100;

    private const string Rpc = "/ogi.stats.v1.ReportService/BatchFileReports";

    public Task Handle(
        IAsyncStreamReader<Wire.BatchFileReportsRequest> requests,
        IServerStreamWriter<Wire.BatchFileReportsResponse> responses,
        Caller caller, CancellationToken ct) =>
        Batches.AnswerGroups(
            requests, responses, GroupSize, (items, first, stop) => Answer(items, first, caller, stop), ct);

    private async Task<IReadOnlyList<Wire.BatchFileReportsResponse>> Answer(
        IReadOnlyList<Wire.BatchFileReportsRequest> items, long first, Caller caller, CancellationToken ct)
    {
        var outcomes = await File([.. items.Select(item => Item(item, caller))], caller, ct);
        return [.. items.Zip(outcomes).Select((pair, i) => Response(pair.First, pair.Second, first + i))];
    }

    private FilingItem Item(Wire.BatchFileReportsRequest request, Caller caller) =>
        new(request.Item ?? new(), "item.", (group, ct) => Demand(request, group, caller, ct));

    private Task Demand(
        Wire.BatchFileReportsRequest request, FilingGroup group, Caller caller, CancellationToken ct)
    {
        if (request.Item is null)
        {
            throw Refusals.Required("item");
        }

        if (request.Item.RequestId.Length == 0)
        {
            throw Refusals.Required("item.request_id");
        }

        caller.DemandSignedIn(clock);
        return access.Demand(Rpc, caller, request, ct, group);
    }

    /// <summary>Files the items in one transaction; should that fail, each in one of its own.</summary>
    private async Task<IReadOnlyList<FilingOutcome>> File(
        IReadOnlyList<FilingItem> items, Caller caller, CancellationToken ct)
    {
        if (items.Count > 1)
        {
            try
            {
                return await groups.File(items, caller, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // Another writer was faster, or one of them cannot be stored: which one shows by itself.
            }
        }

        var outcomes = new List<FilingOutcome>();
        foreach (var item in items)
        {
            try
            {
                outcomes.Add(await file.Handle(item, caller, ct));
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                outcomes.Add(new(Written: null, e));
            }
        }

        return outcomes;
    }

    private Wire.BatchFileReportsResponse Response(
        Wire.BatchFileReportsRequest request, FilingOutcome outcome, long index)
    {
        var response = new Wire.BatchFileReportsResponse { Index = index, Report = request.Item?.Report?.Name ?? "" };
        if (outcome.Refused is { } refused)
        {
            response.Error = failures.Tell(refused, Rpc);
        }
        else
        {
            response.Filed = answers.Alone(outcome.Written!);
            response.Changed = outcome.Written!.Event is not null;
        }

        return response;
    }
}
