using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Forms;
using StatsService.Tests.Fixtures;
using CellType = StatsService.Forms.CellType;

namespace StatsService.Tests.Statistics;

/// <summary>No figure that can be filed is too large for the statistics.</summary>
public sealed class LargestFigures(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const long Largest = 1_000_000_000_000;

    [Fact]
    public async Task A_report_whose_every_count_is_the_largest_allowed_gives_figures_and_sums()
    {
        var organ = await TestOrgans.Register(service);
        await service.Reports.FileReportAsync(new() { Report = Full(organ, "2014", Largest) });
        await service.Reports.FileReportAsync(new() { Report = Full(organ, "2021", Largest) });
        var selection = new Selection { Organs = { organ }, FirstYear = 2014, LastYear = 2021 };

        var outcomes = (await service.Statistics.QueryApplicationOutcomesAsync(
            new() { Selection = selection, ByApplicant = true })).Rows;
        await service.Statistics.QueryReviewResultsAsync(new() { Selection = selection });
        await service.Statistics.QueryDisclosureCountsAsync(new() { Selection = selection });

        Assert.Equal(Largest, outcomes[^1].Total.ReceivedCount);
        Assert.Equal(2 * Largest, outcomes[^1].Total.GrantRate.Numerator);
    }

    [Theory]
    [InlineData(Largest + 1)]
    [InlineData(long.MaxValue)]
    public async Task A_larger_one_is_refused_when_it_is_filed(long count)
    {
        var report = Full(await TestOrgans.Register(service), "2021", 1);
        report.Tables[0].Cells.Values.First().Count = count;

        var refused = await Refused.By(() => service.Reports.FileReportAsync(new() { Report = report }));

        Assert.Equal((StatusCode.InvalidArgument, "INVALID_VALUE"), (refused.Code, refused.Reason));
        Assert.Single(refused.Fields);
        Assert.Contains("1000000000000", refused.En, StringComparison.Ordinal);
    }

    private static Report Full(string organ, string form, long count) => MadeUpReports.Of(
        organ,
        form + "-region",
        [.. FormCatalog.Default.Forms[form].Tables.Select(table => MadeUpReports.Table(
            table.Id,
            form,
            [.. table.Cells.Where(cell => cell.Type != CellType.Amount).Select(cell => (cell.Code, count))]))]);
}
