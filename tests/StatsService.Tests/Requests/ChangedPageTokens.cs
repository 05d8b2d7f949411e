using System.Buffers.Text;
using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Log;
using StatsService.Requests;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Requests;

/// <summary>A page token that a client made or changed is refused like any other bad value.</summary>
public sealed class ChangedPageTokens(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Theory]
    [InlineData("a\0b")]
    [InlineData("十")]
    [InlineData("-1")]
    [InlineData("99999999999999999999")]
    public async Task A_page_token_with_a_key_that_no_row_has_is_refused(string after)
    {
        var request = new ListReportRevisionsRequest { Parent = await Filed() };
        var stamp = (await service.Reports.ListReportRevisionsAsync(request)).Stamp;
        request.PageToken = new PageToken(Position.Parse(stamp.AsOfPosition)!, after).Write(request);

        await Refused.AtField(StatusCode.InvalidArgument, "PAGE_TOKEN_MISMATCH", "page_token", async () =>
            await service.Reports.ListReportRevisionsAsync(request));
    }

    [Fact]
    public async Task A_page_token_with_a_key_that_is_no_text_is_refused()
    {
        var request = new ListReportsRequest { Parent = (await Filed()).Split("/reports/")[0] };
        var stamp = (await service.Reports.ListReportsAsync(request)).Stamp;
        var token = Base64Url.DecodeFromChars(
            new PageToken(Position.Parse(stamp.AsOfPosition)!, "organs").Write(request));
        token[^1] = 0xFF;
        request.PageToken = Base64Url.EncodeToString(token);

        await Refused.AtField(StatusCode.InvalidArgument, "PAGE_TOKEN_MISMATCH", "page_token", async () =>
            await service.Reports.ListReportsAsync(request));
    }

    [Fact]
    public async Task A_page_token_with_a_position_of_another_log_is_refused()
    {
        var request = new ListReportsRequest { Parent = (await Filed()).Split("/reports/")[0] };
        var stamp = (await service.Reports.ListReportsAsync(request)).Stamp;
        var position = Position.Parse(stamp.AsOfPosition)!;
        request.PageToken = new PageToken(position with { Check = position.Check + 1 }, "organs/").Write(request);

        await Refused.With(StatusCode.FailedPrecondition, "HISTORY_CHANGED", async () =>
            await service.Reports.ListReportsAsync(request));
    }

    private async Task<string> Filed()
    {
        var name = await TestOrgans.Register(service) + "/reports/2021-region";
        await service.Reports.FileReportAsync(new() { Report = BalancedReports.Of(name, 7) });
        return name;
    }
}
