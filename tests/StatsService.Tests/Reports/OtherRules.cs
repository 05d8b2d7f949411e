using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Ogi.Stats.V1;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Tests.Fixtures;
using FindingStrength = Ogi.Stats.V1.FindingStrength;

namespace StatsService.Tests.Reports;

/// <summary>A release with other rules finds reports by what these say, also those filed before it.</summary>
public sealed class OtherRules(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Lists_by_strength_hold_what_the_new_rules_find()
    {
        var organ = await TestOrgans.Register(service);
        await service.Reports.FileReportAsync(
            new() { Report = BalancedReports.WithOneError($"{organ}/reports/2021-region", 7) });
        await service.Reports.FileReportAsync(
            new() { Report = BalancedReports.Of($"{organ}/reports/2022-region", 7) });
        await AsOtherRulesFoundIt(organ);
        Assert.Equal([2022], await WithErrors(service.Reports, organ));

        await using var release = new RunningService(service.ConnectionString);
        using var channel = release.Connect();

        Assert.Equal([2021], await WithErrors(new(channel), organ));
    }

    [Fact]
    public async Task Each_version_of_the_catalog_is_recorded_once()
    {
        var streams = service.Services.GetRequiredService<EventStreams>();
        var before = await streams.Events("catalog", default);
        await using (new RunningService(service.ConnectionString))
        {
            // Starting it is all.
        }

        Assert.False(await service.Services.GetRequiredService<CatalogChanges>().Record(default));
        Assert.Equal(before.Count, (await streams.Events("catalog", default)).Count);
        Assert.Contains(
            FormCatalog.Default.Version,
            before.Select(e => ((Ogi.Stats.Store.V1.RulesChanged)e.Data).CatalogVersion));
    }

    /// <summary>The first report without a finding, the second with one.</summary>
    private async Task AsOtherRulesFoundIt(string organ)
    {
        await using var database = NpgsqlDataSource.Create(service.ConnectionString);
        await using var command = database.CreateCommand("""
            update ogi.mt_doc_annualreport set catalog = 'other', open_strength = case year when 2021 then 0 else 3 end
            where organ = $1
            """);
        command.Parameters.Add(new() { Value = organ["organs/".Length..] });
        Assert.Equal(2, await command.ExecuteNonQueryAsync());
    }

    private static async Task<IEnumerable<int>> WithErrors(ReportService.ReportServiceClient reports, string organ) =>
        (await reports.ListReportsAsync(
            new() { Parent = organ, Filter = new() { MinStrength = FindingStrength.Error } }))
        .Reports.Select(report => report.Year);
}
