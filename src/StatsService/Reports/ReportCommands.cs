using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Canonical;
using StatsService.Failures;
using StatsService.Registry;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>Reads the requests that change a report without sending it whole.</summary>
public sealed class ReportCommands(OrganDirectory organs, WriteOrders orders, ReportWriter writer, ReportReader reader)
{
    private const int MaxRemarks = 500;
    private const int MaxFindings = 100;

    public async Task<Written> Return(Wire.ReturnReportRequest request, Caller caller, CancellationToken ct)
    {
        var name = await ReportNames.Own(request.Name, "name", organs, ct);
        var notice = ReadNotice(request.Notice);
        var order = await orders.From(
            caller, "ReturnReport", request.Notice.Reason, request.OnBehalfOf, request.RequestId,
            [About(name, request.Etag), notice], ct);
        return await new ReturnReport(name, request.Etag, notice, order).Handle(writer, ct);
    }

    public async Task<Written> Accept(Wire.AcceptReportRequest request, Caller caller, CancellationToken ct)
    {
        var name = await ReportNames.Own(request.Name, "name", organs, ct);
        var order = await orders.From(
            caller, "AcceptReport", request.Reason, request.OnBehalfOf, request.RequestId,
            [About(name, request.Etag)], ct);
        return await new AcceptReport(name, request.Etag, order).Handle(writer, ct);
    }

    public async Task<Written> Confirm(Wire.ConfirmFindingRequest request, Caller caller, CancellationToken ct)
    {
        var name = await ReportNames.Own(request.Name, "name", organs, ct);
        Demand(request.FindingIds.Count > 0, "finding_ids");
        Demand(request.Reason.Length > 0, "reason");
        if (request.FindingIds.Count > MaxFindings)
        {
            throw Refusals.TooMany("finding_ids", request.FindingIds.Count, MaxFindings);
        }

        var order = await orders.From(
            caller, "ConfirmFinding", request.Reason, request.OnBehalfOf, request.RequestId,
            [
                About(name, request.Etag),
                .. request.FindingIds.Select(id => new ConfirmedFinding { FindingId = id }),
            ],
            ct);
        return await new ConfirmFinding(name, request.Etag, request.FindingIds, order).Handle(writer, ct);
    }

    public async Task<Written> Withdraw(Wire.WithdrawReportRequest request, Caller caller, CancellationToken ct)
    {
        var name = await ReportNames.Own(request.Name, "name", organs, ct);
        Demand(request.Reason.Length > 0, "reason");
        var order = await orders.From(
            caller, "WithdrawReport", request.Reason, request.OnBehalfOf, request.RequestId,
            [About(name, request.Etag)], ct);
        return await new WithdrawReport(name, request.Etag, order).Handle(writer, ct);
    }

    /// <summary>What a correction would change; nothing is stored.</summary>
    public async Task<Wire.CorrectReportResponse> PreviewCorrection(Filing filing, string etag, CancellationToken ct)
    {
        var current = (await reader.Newest(filing.Name.ToString(), ct))?.Report;
        var e = CorrectReport.Decide(current, filing, etag);
        var response = new Wire.CorrectReportResponse { Report = ReportPresenter.Preview(filing) };
        response.Changes.Add(ReportChanges.Of(e));
        return response;
    }

    private static ReportReturned ReadNotice(Wire.ReturnNotice? notice)
    {
        Demand(notice is { Reason.Length: > 0 }, "notice.reason");
        if (notice!.Remarks.Count > MaxRemarks)
        {
            throw Refusals.TooMany("notice.remarks", notice.Remarks.Count, MaxRemarks);
        }

        var read = new ReportReturned { DueDate = WireDates.Read(notice.DueDate, "notice.due_date") };
        read.Remarks.Add(notice.Remarks.Select(
            remark => new StoredRemark { Table = remark.Table, Cell = remark.Cell, Remark = remark.Remark }));
        return read;
    }

    /// <summary>What a request is about, for its digest.</summary>
    private static EventMeta About(ReportName name, string etag) => new() { Organ = name.ToString(), Reason = etag };

    private static void Demand(bool given, string field)
    {
        if (!given)
        {
            throw Refusals.Required(field);
        }
    }
}
