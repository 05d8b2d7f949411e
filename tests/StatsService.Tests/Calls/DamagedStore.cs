using Grpc.Core;
using Npgsql;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Calls;

/// <summary>What is stored and cannot be read is no outage: trying again would not help.</summary>
public sealed class DamagedStore(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task A_damaged_event_is_told_as_lost_data_and_not_as_something_to_retry()
    {
        var name = await TestOrgans.Register(service) + "/reports/2021-region";
        await service.Reports.FileReportAsync(new() { Report = BalancedReports.Of(name, 7) });
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        await using var damage = database.CreateCommand(
            "update ogi.mt_events set bdata = '\\x0aff01' where stream_id = $1");
        damage.Parameters.Add(new() { Value = name });
        await damage.ExecuteNonQueryAsync();

        var status = await Refused.With(
            StatusCode.Internal, "DATA_LOSS",
            async () => await service.Reports.ListReportRevisionsAsync(new() { Parent = name }));

        Assert.Null(status.GetDetail<Google.Rpc.RetryInfo>());
    }
}
