using Grpc.Core;
using StatsService.Callers;
using StatsService.Copies;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>The adapter: it decides nothing.</summary>
internal sealed class ReportGrpcService(
    CallerFactory callers, FileReport file, BatchFileReports batch, ValidateReport validate, CorrectReport correct,
    ReturnReport back, AcceptReport accept, ConfirmFinding confirm, WithdrawReport withdraw, GetReport get,
    ListReports list, ListReportRevisions revisions, GetSource source, MarkCopy mark, UnmarkCopy unmark)
    : Wire.ReportService.ReportServiceBase
{
    public override Task<Wire.FileReportResponse> FileReport(
        Wire.FileReportRequest request, ServerCallContext context) =>
        file.Handle(request, callers.From(context), context.CancellationToken);

    public override Task BatchFileReports(
        IAsyncStreamReader<Wire.BatchFileReportsRequest> requestStream,
        IServerStreamWriter<Wire.BatchFileReportsResponse> responseStream,
        ServerCallContext context) =>
        batch.Handle(requestStream, responseStream, callers.From(context), context.CancellationToken);

    public override Task<Wire.ValidateReportResponse> ValidateReport(
        Wire.ValidateReportRequest request, ServerCallContext context) =>
        validate.Handle(request, callers.From(context), context.CancellationToken);

    public override Task<Wire.CorrectReportResponse> CorrectReport(
        Wire.CorrectReportRequest request, ServerCallContext context) =>
        correct.Handle(request, callers.From(context), context.CancellationToken);

    public override Task<Wire.ReturnReportResponse> ReturnReport(
        Wire.ReturnReportRequest request, ServerCallContext context) =>
        back.Handle(request, callers.From(context), context.CancellationToken);

    public override Task<Wire.AcceptReportResponse> AcceptReport(
        Wire.AcceptReportRequest request, ServerCallContext context) =>
        accept.Handle(request, callers.From(context), context.CancellationToken);

    public override Task<Wire.ConfirmFindingResponse> ConfirmFinding(
        Wire.ConfirmFindingRequest request, ServerCallContext context) =>
        confirm.Handle(request, callers.From(context), context.CancellationToken);

    public override Task<Wire.WithdrawReportResponse> WithdrawReport(
        Wire.WithdrawReportRequest request, ServerCallContext context) =>
        withdraw.Handle(request, callers.From(context), context.CancellationToken);

    public override Task<Wire.MarkCopyResponse> MarkCopy(Wire.MarkCopyRequest request, ServerCallContext context) =>
        mark.Handle(request, callers.From(context), context.CancellationToken);

    public override Task<Wire.UnmarkCopyResponse> UnmarkCopy(
        Wire.UnmarkCopyRequest request, ServerCallContext context) =>
        unmark.Handle(request, callers.From(context), context.CancellationToken);

    public override Task<Wire.GetReportResponse> GetReport(Wire.GetReportRequest request, ServerCallContext context) =>
        get.Handle(request, callers.From(context), context.CancellationToken);

    public override Task<Wire.ListReportsResponse> ListReports(
        Wire.ListReportsRequest request, ServerCallContext context) =>
        list.Handle(request, callers.From(context), context.CancellationToken);

    public override Task<Wire.ListReportRevisionsResponse> ListReportRevisions(
        Wire.ListReportRevisionsRequest request, ServerCallContext context) =>
        revisions.Handle(request, callers.From(context), context.CancellationToken);

    public override Task<Wire.GetSourceResponse> GetSource(Wire.GetSourceRequest request, ServerCallContext context) =>
        source.Handle(request, callers.From(context), context.CancellationToken);
}
