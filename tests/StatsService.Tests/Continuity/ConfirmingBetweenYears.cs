using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.YearReports;

namespace StatsService.Tests.Continuity;

/// <summary>A finding between two years is confirmed on either report, for the values of both.</summary>
public sealed class ConfirmingBetweenYears(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Confirmed_on_one_report_it_is_confirmed_on_the_other(bool onLater)
    {
        var (earlier, later) = await FileTwo(service, await TestOrgans.Register(service), carriedOut: 3);
        var (on, id, other) = onLater ? (later, Carried, earlier) : (earlier, CarriedOn, later);

        var confirmed = await Confirm(on, id);

        var here = confirmed.Findings.Single(IsOverTwoYears).Confirmation;
        Assert.Equal((false, "", "与公开发布的年报一致"), (here.Expired, here.Report, here.Reason));
        var read = await service.Read(other.Name);
        var there = read.Findings.Single(IsOverTwoYears).Confirmation;
        Assert.Equal((false, on.Name, here.Time), (there.Expired, there.Report, there.Time));
        foreach (var quality in new[] { confirmed.Quality, read.Quality })
        {
            Assert.Equal((0, 1, QualityGrade.Confirmed), (quality.WarningCount, quality.ConfirmedCount, quality.Grade));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_open_again_when_either_year_changes_a_value_of_it(bool later)
    {
        var both = await FileTwo(service, await TestOrgans.Register(service), carriedOut: 3);
        var confirmed = await Confirm(both.Later, Carried);

        await (later
            ? service.Correct(Of(confirmed.Organ, "2023-region", 6, 0), confirmed.Etag)
            : service.Correct(Of(confirmed.Organ, "2022-region", 0, 4), both.Earlier.Etag));

        foreach (var name in new[] { both.Earlier.Name, both.Later.Name })
        {
            var report = await service.Read(name);
            Assert.True(report.Findings.Single(IsOverTwoYears).Confirmation.Expired);
            Assert.Equal(1, report.Quality.WarningCount);
        }
    }

    [Fact]
    public async Task Other_figures_may_change_without_opening_it()
    {
        var (earlier, later) = await FileTwo(service, await TestOrgans.Register(service), carriedOut: 3);
        await Confirm(later, Carried);

        await service.Correct(Of(earlier.Organ, "2022-region", 2, 3), earlier.Etag);

        Assert.False((await service.Read(later.Name)).Findings.Single(IsOverTwoYears).Confirmation.Expired);
    }

    [Fact]
    public async Task What_no_longer_differs_cannot_be_confirmed()
    {
        var (earlier, later) = await FileTwo(service, await TestOrgans.Register(service), carriedOut: 3);
        await service.Correct(Of(earlier.Organ, "2022-region", 0, 5), earlier.Etag);

        await Refused.With(StatusCode.NotFound, "FINDING_NOT_FOUND", () => Confirm(later, Carried));
    }

    [Fact]
    public async Task The_values_that_were_read_can_be_demanded()
    {
        var (earlier, later) = await FileTwo(service, await TestOrgans.Register(service), carriedOut: 3);
        var read = later.Findings.Single(IsOverTwoYears).ValuesHash;
        await service.Correct(Of(earlier.Organ, "2022-region", 0, 4), earlier.Etag);

        var refused = await Refused.With(StatusCode.Aborted, "STALE_FINDING", () => Confirm(later, Carried, read));

        var now = (await service.Read(later.Name)).Findings.Single(IsOverTwoYears).ValuesHash;
        Assert.Equal(now, Refused.Of(refused).Metadata["values_hash"]);
        Assert.NotNull((await Confirm(later, Carried, now)).Findings.Single(IsOverTwoYears).Confirmation);
    }

    [Fact]
    public async Task Values_are_demanded_of_all_findings_or_of_none()
    {
        var (_, later) = await FileTwo(service, await TestOrgans.Register(service), carriedOut: 3);

        await Refused.AtField(
            StatusCode.InvalidArgument, "INVALID_VALUE", "values_hashes", () => Confirm(later, Carried, "a", "b"));
    }

    private async Task<Report> Confirm(Report report, string finding, params string[] hashes) =>
        (await service.Reports.ConfirmFindingAsync(new()
        {
            Name = report.Name,
            Etag = report.Etag,
            FindingIds = { finding },
            ValuesHashes = { hashes },
            Reason = "与公开发布的年报一致",
        })).Report;
}
