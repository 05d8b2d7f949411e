using Google.Rpc;
using Grpc.Core;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Reports;

/// <summary>Bad input gets the right status, field, reason and both languages, and stores nothing.</summary>
public sealed class BadInput(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task An_empty_request_names_the_field_that_is_missing()
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await service.Reports.FileReportAsync(new()));

        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        var status = refusal.GetRpcStatus()!;
        Assert.Equal("REQUIRED_FIELD", status.GetDetail<ErrorInfo>()!.Reason);
        Assert.Equal("report", Assert.Single(status.GetDetail<BadRequest>()!.FieldViolations).Field);
    }
}
