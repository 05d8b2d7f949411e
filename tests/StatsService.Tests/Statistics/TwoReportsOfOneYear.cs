using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.MadeUpReports;

namespace StatsService.Tests.Statistics;

/// <summary>An organ that filed a LEVEL and a REGION report: every section counts once for a scope.</summary>
public sealed class TwoReportsOfOneYear(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Each_of_two_reports_is_a_row_of_its_own_scope()
    {
        var organ = await TestOrgans.Register(service);
        await File(Of(organ, "2022-region", Applications("2021", 70)));
        await File(Of(organ, "2022-level", Applications("2021", 20)));

        var rows = (await service.Statistics.QueryApplicationOutcomesAsync(new() { Selection = Year(organ) })).Rows;

        Assert.Equal([(Scope.Level, 20L), (Scope.Region, 70L)], rows.Select(Received));
    }

    [Fact]
    public async Task A_section_that_both_give_counts_from_the_report_of_that_scope()
    {
        var organ = await TestOrgans.Register(service);
        await File(Of(organ, "2022-region", RegionWithItem5OfTheLevel()));
        await File(Of(organ, "2022-level", Decisions("2021", 30)));

        var rows = (await service.Statistics.QueryDisclosureCountsAsync(new() { Selection = Year(organ) })).Rows;

        Assert.Equal([Scope.Level, Scope.Region], rows.Select(row => row.Header.Scope));
        Assert.EndsWith("2022-level/revisions/1", rows[0].Header.Revision, StringComparison.Ordinal);
        Assert.Equal(30, rows[0].Licensing.DecisionsCount);
        Assert.Equal(900, rows[1].Penalty.DecisionsCount);
        Assert.Null(rows[1].Licensing);
    }

    [Fact]
    public async Task What_only_the_other_report_gives_counts_from_there()
    {
        var organ = await TestOrgans.Register(service);
        await File(Of(organ, "2022-region", RegionWithItem5OfTheLevel()));
        await File(Of(organ, "2022-level", Applications("2021", 20)));

        var rows = (await service.Statistics.QueryDisclosureCountsAsync(new() { Selection = Year(organ) })).Rows;

        Assert.Equal([Scope.Level, Scope.Region], rows.Select(row => row.Header.Scope));
        Assert.EndsWith("2022-region/revisions/1", rows[0].Header.Revision, StringComparison.Ordinal);
        Assert.Equal((900, "table2.item5"), (rows[0].Licensing.DecisionsCount, Assert.Single(rows[0].Header.Sections)));
    }

    [Fact]
    public async Task A_sentence_of_the_other_report_gives_way_to_the_report_of_that_scope()
    {
        var organ = await TestOrgans.Register(service);
        var region = Of(organ, "2022-region", Applications("2021", 70));
        var sentence = Stated("t1", "applications.received", 21);
        sentence.Scope = Scope.Level;
        region.StatedFigures.Add(sentence);
        await File(region);

        var alone = (await service.Statistics.QueryApplicationOutcomesAsync(new() { Selection = Year(organ) })).Rows;
        await File(Of(organ, "2022-level", Applications("2021", 20)));
        var both = (await service.Statistics.QueryApplicationOutcomesAsync(new() { Selection = Year(organ) })).Rows;

        Assert.Equal([(Scope.Level, 21L), (Scope.Region, 70L)], alone.Select(Received));
        Assert.Equal([(Scope.Level, 20L), (Scope.Region, 70L)], both.Select(Received));
    }

    private static (Scope, long) Received(ApplicationOutcomesRow row) => (row.Header.Scope, row.Total.ReceivedCount);

    private static ReportTable RegionWithItem5OfTheLevel()
    {
        var table = Decisions("2021", 900);
        table.SectionScopes.Add(
            new SectionScope { Section = "table2.item5", Scope = Scope.Level, PrintedScope = "市本级" });
        return table;
    }

    private static Selection Year(string organ) => new() { Organs = { organ }, FirstYear = 2022 };

    private async Task File(Report report) => await service.Reports.FileReportAsync(new() { Report = report });
}
