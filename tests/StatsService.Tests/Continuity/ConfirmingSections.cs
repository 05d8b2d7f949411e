using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.SectionReports;

namespace StatsService.Tests.Continuity;

/// <summary>A section that differs in two reports is confirmed on either, for the values of both.</summary>
public sealed class ConfirmingSections(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Confirmed_on_one_report_it_is_confirmed_on_the_other_until_a_value_changes(bool onLevel)
    {
        var (level, region) = await FileBoth(service, 9, 900);
        var (on, other) = onLevel ? (level, region) : (region, level);

        var confirmed = await Confirm(on, (await service.Read(on.Name)).Sections()!);

        var here = confirmed.Sections()!.Confirmation;
        Assert.Equal((false, ""), (here.Expired, here.Report));
        var read = await service.Read(other.Name);
        var there = read.Sections()!.Confirmation;
        Assert.Equal((false, on.Name), (there.Expired, there.Report));
        Assert.Equal((1, QualityGrade.Confirmed), (read.Quality.ConfirmedCount, read.Quality.Grade));

        await (onLevel
            ? service.Correct(Region(level.Organ, 901), region.Etag)
            : service.Correct(Level(level.Organ, 10), level.Etag));
        Assert.True((await service.Read(on.Name)).Sections()!.Confirmation.Expired);
        Assert.Equal(1, (await service.Read(other.Name)).Quality.WarningCount);
    }

    [Fact]
    public async Task Other_sections_may_change_without_opening_it()
    {
        var (level, region) = await FileBoth(service, 9, 900);
        await Confirm(region, region.Sections()!);
        var otherwise = Level(level.Organ, 9);
        otherwise.Tables[0].Cells["actions.penalty.decisions"] = new() { Count = 77 };

        await service.Correct(otherwise, level.Etag);

        Assert.False((await service.Read(region.Name)).Sections()!.Confirmation.Expired);
    }

    [Fact]
    public async Task What_no_longer_differs_and_what_was_read_before_cannot_be_confirmed()
    {
        var (level, region) = await FileBoth(service, 9, 900);
        var stale = region.Sections()!;
        level = await service.Correct(Level(level.Organ, 10), level.Etag);
        await Refused.With(StatusCode.Aborted, "STALE_FINDING", () => Confirm(region, stale));

        await service.Correct(Level(level.Organ, 900), level.Etag);

        await Refused.With(StatusCode.NotFound, "FINDING_NOT_FOUND", () => Confirm(region, stale));
    }

    private async Task<Report> Confirm(Report report, Finding read) =>
        (await service.Reports.ConfirmFindingAsync(new()
        {
            Name = report.Name,
            Etag = report.Etag,
            FindingIds = { read.FindingId },
            ValuesHashes = { read.ValuesHash },
            Reason = "两份均与公开发布的一致",
        })).Report;
}
