using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Reports;

/// <summary>A request id makes a retry safe, for ever.</summary>
public sealed class RequestIds(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task The_same_id_and_contents_give_the_same_answer()
    {
        var request = await NewRequest();
        var first = await service.Reports.FileReportAsync(request);

        Assert.Equal(first, await service.Reports.FileReportAsync(request));
    }

    [Fact]
    public async Task The_same_id_with_other_contents_is_refused()
    {
        var request = await NewRequest();
        await service.Reports.FileReportAsync(request);
        var other = new FileReportRequest(request) { Report = BalancedReports.Of(request.Report.Name, 8) };

        await Refused.With(StatusCode.AlreadyExists, "REQUEST_ID_REUSED", async () =>
            await service.Reports.FileReportAsync(other));
    }

    [Fact]
    public async Task A_late_retry_of_the_first_filing_returns_the_first_result_and_undoes_nothing()
    {
        var request = await NewRequest();
        var first = await service.Reports.FileReportAsync(request);
        var correction = BalancedReports.Of(request.Report.Name, 8);
        correction.Etag = first.Report.Etag;
        var corrected = await service.Reports.CorrectReportAsync(new() { Report = correction, Reason = "改" });

        Assert.Equal(first, await service.Reports.FileReportAsync(request));

        var now = await service.Reports.GetReportAsync(new() { Name = request.Report.Name });
        Assert.Equal(corrected.Report, now.Report);
    }

    [Fact]
    public async Task A_retried_correction_gives_the_same_changes()
    {
        var filed = await service.Reports.FileReportAsync(await NewRequest());
        var correction = BalancedReports.Of(filed.Report.Name, 8);
        correction.Etag = filed.Report.Etag;
        var request = new CorrectReportRequest
        {
            Report = correction,
            Reason = "改",
            RequestId = Guid.NewGuid().ToString(),
        };
        var first = await service.Reports.CorrectReportAsync(request);

        var second = await service.Reports.CorrectReportAsync(request);

        Assert.Equal(6, first.Changes.Count);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Sixteen_retries_at_once_file_one_report()
    {
        var request = await NewRequest();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 16).Select(_ => service.Reports.FileReportAsync(request).ResponseAsync));

        Assert.Single(answers.Distinct());
        Assert.Equal(1, answers[0].Report.Revision);
    }

    [Fact]
    public async Task A_late_retry_is_answered_also_after_the_code_it_names_moved_to_another_organ()
    {
        var code = $"code-{Guid.NewGuid():N}"[..20];
        var organ = await Register(code);
        var request = new FileReportRequest
        {
            Report = BalancedReports.Of($"organs/{code}/reports/2021-organ", 7),
            RequestId = Guid.NewGuid().ToString(),
        };
        var first = await service.Reports.FileReportAsync(request);
        var withdrawal = new WithdrawReportRequest
        {
            Name = request.Report.Name,
            Etag = first.Report.Etag,
            Reason = "误报",
            RequestId = Guid.NewGuid().ToString(),
        };
        var withdrawn = await service.Reports.WithdrawReportAsync(withdrawal);

        organ.Codes.Clear();
        await service.Registry.UpdateOrganAsync(new() { Organ = organ, Reason = "更正" });
        await Register(code);

        Assert.Equal(first, await service.Reports.FileReportAsync(request));
        Assert.Equal(withdrawn, await service.Reports.WithdrawReportAsync(withdrawal));
    }

    [Fact]
    public async Task A_request_in_a_stream_and_one_by_itself_are_the_same()
    {
        var request = await NewRequest();
        using var call = service.Reports.BatchFileReports();
        await call.RequestStream.WriteAsync(new() { Item = request });
        await call.RequestStream.CompleteAsync();
        await call.ResponseStream.MoveNext(default);

        var again = await service.Reports.FileReportAsync(request);

        Assert.True(again.Changed);
        Assert.Equal(call.ResponseStream.Current.Filed.LastEvent, again.Report.LastEvent);
    }

    [Fact]
    public async Task An_id_that_is_no_uuid_is_refused()
    {
        var request = await NewRequest();
        request.RequestId = "1";

        await Refused.AtField(
            StatusCode.InvalidArgument, "INVALID_VALUE", "request_id",
            async () => await service.Reports.FileReportAsync(request));
    }

    private async Task<Organ> Register(string code) => (await service.Registry.CreateOrganAsync(new()
    {
        Organ = new()
        {
            Name = $"organs/test-{Guid.NewGuid():N}"[..20],
            Names = { new TimedName { Title = $"测试{code}局" } },
            Kind = OrganKind.Department,
            Division = "divisions/140400",
            Codes = { code },
        },
    })).Organ;

    private async Task<FileReportRequest> NewRequest() => new()
    {
        Report = BalancedReports.Of(await TestOrgans.Register(service) + "/reports/2021-region", 7),
        RequestId = Guid.NewGuid().ToString(),
    };
}
