using Grpc.Core;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Failures;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>The adapter: parse, handle, format. It decides nothing.</summary>
public sealed class ReportGrpcService(
    CallerFactory callers, FilingIntake intake, WriteOrders orders, ReportWriter writer, ReportCommands commands,
    ReportAnswers answers, BatchFileReports batch, ValidateReport validate, GetReport get, ListReports list,
    ListReportRevisions revisions, Sources sources)
    : Wire.ReportService.ReportServiceBase
{
    public override async Task<Wire.FileReportResponse> FileReport(
        Wire.FileReportRequest request, ServerCallContext context)
    {
        var ct = context.CancellationToken;
        var filing = await intake.Read(request.Report, "report", ct);
        var order = await orders.From(
            callers.From(context), "FileReport", "", request.OnBehalfOf, request.RequestId, [filing.Digest()], ct);
        var written = await new FileReport(filing, order).Handle(writer, ct);
        return new() { Report = await answers.Full(written, ct), Changed = written.Event is not null };
    }

    public override Task BatchFileReports(
        IAsyncStreamReader<Wire.BatchFileReportsRequest> requestStream,
        IServerStreamWriter<Wire.BatchFileReportsResponse> responseStream,
        ServerCallContext context) =>
        batch.Handle(requestStream, responseStream, callers.From(context), context.CancellationToken);

    public override async Task<Wire.CorrectReportResponse> CorrectReport(
        Wire.CorrectReportRequest request, ServerCallContext context)
    {
        var ct = context.CancellationToken;
        var filing = await intake.Read(request.Report, "report", ct);
        if (request.Reason.Length == 0)
        {
            throw Refusals.Required("reason");
        }

        if (request.ValidateOnly)
        {
            return await commands.PreviewCorrection(filing, request.Report.Etag, ct);
        }

        var order = await orders.From(
            callers.From(context), "CorrectReport", request.Reason, request.OnBehalfOf, request.RequestId,
            [filing.Digest(), new EventMeta { Reason = request.Report.Etag }], ct);
        var written = await new CorrectReport(filing, request.Report.Etag, order).Handle(writer, ct);
        var response = new Wire.CorrectReportResponse { Report = await answers.Full(written, ct) };
        response.Changes.Add(ReportChanges.Of(written.Event));
        return response;
    }

    public override async Task<Wire.ReturnReportResponse> ReturnReport(
        Wire.ReturnReportRequest request, ServerCallContext context) =>
        new() { Report = await Change(commands.Return, request, context) };

    public override async Task<Wire.AcceptReportResponse> AcceptReport(
        Wire.AcceptReportRequest request, ServerCallContext context) =>
        new() { Report = await Change(commands.Accept, request, context) };

    public override async Task<Wire.ConfirmFindingResponse> ConfirmFinding(
        Wire.ConfirmFindingRequest request, ServerCallContext context) =>
        new() { Report = await Change(commands.Confirm, request, context) };

    public override async Task<Wire.WithdrawReportResponse> WithdrawReport(
        Wire.WithdrawReportRequest request, ServerCallContext context) =>
        new() { Report = await Change(commands.Withdraw, request, context) };

    public override Task<Wire.ValidateReportResponse> ValidateReport(
        Wire.ValidateReportRequest request, ServerCallContext context) =>
        validate.Handle(request, context.CancellationToken);

    public override Task<Wire.GetReportResponse> GetReport(Wire.GetReportRequest request, ServerCallContext context) =>
        get.Handle(request, callers.From(context), context.CancellationToken);

    public override Task<Wire.ListReportsResponse> ListReports(
        Wire.ListReportsRequest request, ServerCallContext context) =>
        list.Handle(request, callers.From(context), context.CancellationToken);

    public override Task<Wire.ListReportRevisionsResponse> ListReportRevisions(
        Wire.ListReportRevisionsRequest request, ServerCallContext context) =>
        revisions.Handle(request, callers.From(context), context.CancellationToken);

    public override async Task<Wire.GetSourceResponse> GetSource(
        Wire.GetSourceRequest request, ServerCallContext context) =>
        new() { Source = await sources.Get(request.Name, context.CancellationToken) };

    /// <summary>Changes a report by a command, and gives it as it then stands.</summary>
    private async Task<Wire.Report> Change<TRequest>(
        Func<TRequest, Caller, CancellationToken, Task<Written>> command, TRequest request, ServerCallContext context)
    {
        var ct = context.CancellationToken;
        return await answers.Full(await command(request, callers.From(context), ct), ct);
    }
}
