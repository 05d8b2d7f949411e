using Grpc.Core;
using Ogi.Stats.V1;

namespace StatsService.Tests.Fixtures;

/// <summary>What most tests do with reports: the call, and of its answer the report.</summary>
internal static class ReportCalls
{
    /// <summary>The name of a report of an organ of the test's own.</summary>
    /// <param name="key">The year and scope.</param>
    public static async Task<string> NewReport(this ServiceFixture service, string key = "2021-region") =>
        $"{await TestOrgans.Register(service)}/reports/{key}";

    /// <summary>Where the log stands.</summary>
    public static async Task<string> Position(this ServiceFixture service, Metadata? caller = null) =>
        (await service.Reports.ListReportsAsync(new() { PageSize = 1 }, caller)).Stamp.AsOfPosition;

    public static async Task<Report> File(this ServiceFixture service, Report report, Metadata? caller = null) =>
        (await service.Reports.FileReportAsync(new() { Report = report }, caller)).Report;

    public static async Task<Report> Correct(
        this ServiceFixture service, Report correction, string etag, Metadata? caller = null)
    {
        correction.Etag = etag;
        var answer = await service.Reports.CorrectReportAsync(new() { Report = correction, Reason = "改" }, caller);
        return answer.Report;
    }

    public static async Task<Report> Return(
        this ServiceFixture service, Report report, string reason, Metadata? caller = null) =>
        (await service.Reports.ReturnReportAsync(
            new() { Name = report.Name, Etag = report.Etag, Notice = new() { Reason = reason } }, caller)).Report;

    public static async Task Withdraw(this ServiceFixture service, Report report, Metadata? caller = null) =>
        await service.Reports.WithdrawReportAsync(
            new() { Name = report.Name, Etag = report.Etag, Reason = "误报" }, caller);
}
