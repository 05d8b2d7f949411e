using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Reports;

/// <summary>A correction that is only checked is refused where the real one would be, and stores nothing.</summary>
public sealed class CheckingACorrection(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task A_correction_that_is_only_checked_tells_what_would_change_and_stores_nothing()
    {
        var request = await NewRequest();

        var checkedOnly = await service.Reports.CorrectReportAsync(request);
        var stored = (await service.Reports.GetReportAsync(new() { Name = request.Report.Name })).Report;
        request.ValidateOnly = false;
        var real = await service.Reports.CorrectReportAsync(request);

        Assert.Equal((1, 7), (stored.Revision, stored.Tables[0].Cells["applications.received_new@total"].Count));
        Assert.True(checkedOnly.Changed);
        Assert.Equal(real.Changes, checkedOnly.Changes);
        Assert.Equal(real.ChangedFields, checkedOnly.ChangedFields);
        Assert.Equal(real.Report.Tables, checkedOnly.Report.Tables);
        Assert.Equal(real.Report.Timeliness.Deadline, checkedOnly.Report.Timeliness.Deadline);
    }

    public static TheoryData<string, string, Action<CorrectReportRequest>> Spoilt => new()
    {
        { "REQUIRED_FIELD", "reason", request => request.Reason = "" },
        { "TOO_LONG", "reason", request => request.Reason = new string('改', 1001) },
        { "INVALID_VALUE", "request_id", request => request.RequestId = "1" },
        { "UNKNOWN_ORGAN", "on_behalf_of", request => request.OnBehalfOf = "organs/no-such-organ" },
        { "REQUIRED_FIELD", "report.etag", request => request.Report.Etag = "" },
        { "UNKNOWN_FORM", "report.tables[0].form", request => request.Report.Tables[0].Form = "forms/2035" },
    };

    [Theory]
    [MemberData(nameof(Spoilt))]
    public async Task A_correction_that_is_only_checked_is_refused_like_the_real_one(
        string reason, string field, Action<CorrectReportRequest> spoil)
    {
        var request = await NewRequest();
        spoil(request);

        foreach (var only in new[] { true, false })
        {
            request.ValidateOnly = only;
            await Refused.AtField(StatusCode.InvalidArgument, reason, field, async () =>
                await service.Reports.CorrectReportAsync(request));
        }
    }

    [Fact]
    public async Task A_correction_that_is_only_checked_is_refused_with_the_request_id_of_another()
    {
        var request = await NewRequest();
        request.RequestId = Guid.NewGuid().ToString();
        var other = BalancedReports.Of(await TestOrgans.Register(service) + "/reports/2021-region", 7);
        await service.Reports.FileReportAsync(new() { Report = other, RequestId = request.RequestId });

        await Refused.With(StatusCode.AlreadyExists, "REQUEST_ID_REUSED", async () =>
            await service.Reports.CorrectReportAsync(request));
    }

    private async Task<CorrectReportRequest> NewRequest()
    {
        var name = await TestOrgans.Register(service) + "/reports/2021-region";
        var filed = await service.Reports.FileReportAsync(new() { Report = BalancedReports.Of(name, 7) });
        var correction = BalancedReports.Of(name, 8);
        correction.Etag = filed.Report.Etag;
        correction.Title = "更正";
        return new() { Report = correction, Reason = "漏计", ValidateOnly = true };
    }
}
