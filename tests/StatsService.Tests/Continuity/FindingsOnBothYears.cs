using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.YearReports;

namespace StatsService.Tests.Continuity;

/// <summary>What is carried in differs from what the year before carried out.</summary>
public sealed class FindingsOnBothYears(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task The_later_report_shows_it_when_it_is_filed_and_both_when_they_are_read()
    {
        var (earlier, later) = await FileTwo(service, await TestOrgans.Register(service), carriedOut: 3);

        Assert.Empty(earlier.OverTwoYears());
        Assert.Equal([Carried], later.OverTwoYears());
        Assert.Equal([CarriedOn], (await service.Read(earlier.Name)).OverTwoYears());
        Assert.Equal(later, await service.Read(later.Name));
    }

    [Fact]
    public async Task The_earlier_report_shows_it_when_it_is_filed_last()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(Of(organ, "2023-region", 5, 0));

        var earlier = await service.File(Of(organ, "2022-region", 0, 3));

        Assert.Equal([CarriedOn], earlier.OverTwoYears());
    }

    [Fact]
    public async Task It_says_in_which_report_each_cell_stands_and_what_differs()
    {
        var (earlier, later) = await FileTwo(service, await TestOrgans.Register(service), carriedOut: 3);

        var (onEarlier, onLater) = (
            (await service.Read(earlier.Name)).Findings.Single(IsOverTwoYears), later.Findings.Single(IsOverTwoYears));

        Assert.Equal(["", $"{earlier.Name}/revisions/1"], onLater.Cells.Select(cell => cell.Revision));
        Assert.Equal([$"{later.Name}/revisions/1", ""], onEarlier.Cells.Select(cell => cell.Revision));
        Assert.Equal(("5", "3", "2"), (onLater.LeftValue, onLater.RightValue, onLater.Difference));
        Assert.Equal("rules/2021.table3.carried", onLater.Rule);
        Assert.Equal(FindingStrength.Warning, onLater.Strength);
        Assert.Equal((onLater.Message, onLater.ValuesHash), (onEarlier.Message, onEarlier.ValuesHash));
        Assert.Contains("2023年度上年结转5件，2022年度结转下年度3件", onLater.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_counts_in_the_quality_of_both()
    {
        var (earlier, later) = await FileTwo(service, await TestOrgans.Register(service), carriedOut: 3);

        foreach (var report in new[] { later, await service.Read(earlier.Name) })
        {
            Assert.Equal((1, QualityGrade.Warning), (report.Quality.WarningCount, report.Quality.Grade));
        }
    }

    [Fact]
    public async Task It_is_gone_from_both_when_the_earlier_year_is_corrected_and_back_as_of_before()
    {
        var (earlier, later) = await FileTwo(service, await TestOrgans.Register(service), carriedOut: 3);
        var before = later.LastEvent.Position;
        var organ = earlier.Organ;

        var corrected = await service.Correct(Of(organ, "2022-region", 0, 5), earlier.Etag);

        Assert.Empty(corrected.OverTwoYears());
        Assert.Empty((await service.Read(later.Name)).OverTwoYears());
        var then = new ReadPoint { Position = before };
        Assert.Equal([Carried], (await service.Read(later.Name, then)).OverTwoYears());
        Assert.Equal([CarriedOn], (await service.Read(earlier.Name, then)).OverTwoYears());
    }

    [Fact]
    public async Task It_is_gone_from_both_when_the_later_year_is_corrected()
    {
        var (earlier, later) = await FileTwo(service, await TestOrgans.Register(service), carriedOut: 3);

        var corrected = await service.Correct(Of(later.Organ, "2023-region", 3, 0), later.Etag);

        Assert.Empty(corrected.OverTwoYears());
        Assert.Empty((await service.Read(earlier.Name)).OverTwoYears());
    }

    [Fact]
    public async Task It_is_gone_when_the_year_beside_it_is_withdrawn_and_a_withdrawn_report_has_none()
    {
        var (earlier, later) = await FileTwo(service, await TestOrgans.Register(service), carriedOut: 3);

        await service.Withdraw(earlier);

        Assert.Empty((await service.Read(later.Name)).OverTwoYears());
        Assert.Empty((await service.Read(earlier.Name)).OverTwoYears());
    }

    [Fact]
    public async Task A_year_that_is_not_beside_it_is_not_compared()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(Of(organ, "2021-region", 0, 3));

        Assert.Empty((await service.File(Of(organ, "2023-region", 5, 0))).OverTwoYears());
    }

    [Fact]
    public async Task A_blank_leaves_it_open_on_both()
    {
        var organ = await TestOrgans.Register(service);
        var blank = Of(organ, "2022-region", 0, 0);
        blank.Tables[0].Cells["applications.carried_out@total"] = new() { Gap = CellGap.Blank };
        var earlier = await service.File(blank);

        var later = await service.File(Of(organ, "2023-region", 5, 0));

        Assert.Contains(Carried, later.NotAssessable);
        Assert.Contains(CarriedOn, (await service.Read(earlier.Name)).NotAssessable);
        Assert.Empty(later.OverTwoYears());
    }

    [Fact]
    public async Task A_report_between_two_years_bears_the_findings_of_both_sides()
    {
        var organ = await TestOrgans.Register(service);
        await FileTwo(service, organ, carriedOut: 3);
        await service.File(Of(organ, "2024-region", 1, 0));

        Assert.Equal([Carried, CarriedOn], (await service.Read($"{organ}/reports/2023-region")).OverTwoYears());
    }

    [Fact]
    public async Task An_error_of_this_kind_does_not_keep_a_report_from_being_accepted()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(Of(organ, "2022-region", 0, 3));
        var later = await service.File(BalancedReports.Of($"{organ}/reports/2023-region", 7));
        Assert.Equal([Carried], later.OverTwoYears());

        var accepted = await service.Reports.AcceptReportAsync(new() { Name = later.Name, Etag = later.Etag });

        Assert.Equal(ReportState.Accepted, accepted.Report.State);
        Assert.Equal([Carried], accepted.Report.OverTwoYears());
    }
}
