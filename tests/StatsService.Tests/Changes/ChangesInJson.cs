using System.Text.Json;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Changes;

/// <summary>Changes and snapshots in JSON hold what they hold over gRPC, the tables too.</summary>
public sealed class ChangesInJson(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Reports_in_full_are_the_same_in_a_list_a_snapshot_and_over_grpc()
    {
        var organ = await TestOrgans.Register(service);
        var before = await service.Position();
        var report = (await service.Reports.FileReportAsync(
            new() { Report = BalancedReports.Of(organ + "/reports/2021-region", 7) })).Report;
        using var http = new HttpClient { BaseAddress = new(service.HttpAddress) };

        var list = JsonDocument.Parse(await http.GetStringAsync(
            $"/v1/changes?after_position={before}&view=CHANGE_VIEW_FULL"));
        var grpc = await new ChangeService.ChangeServiceClient(service.Channel).ListChangesAsync(
            new() { AfterPosition = before, View = ChangeView.Full });
        var snapshot = await http.GetStringAsync(
            "/v1/snapshot?view=CHANGE_VIEW_FULL&filter.divisions=divisions/140400");

        var change = list.RootElement.GetProperty("changes").EnumerateArray()
            .Single(each => each.TryGetProperty("report", out var name) && name.GetString() == report.Name);
        var listed = Report.Parser.ParseJson(change.GetProperty("reportAfter").GetRawText());
        Assert.Equal(grpc.Changes.Single(each => each.Report == report.Name).ReportAfter, listed);
        Assert.Equal(report.Tables, listed.Tables);
        var sent = snapshot.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(GetSnapshotResponse.Parser.ParseJson).SelectMany(part => part.Reports);
        Assert.Equal(listed, sent.Single(each => each.Name == report.Name));
    }
}
