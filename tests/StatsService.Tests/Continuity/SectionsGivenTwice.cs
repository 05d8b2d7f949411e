using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.SectionReports;

namespace StatsService.Tests.Continuity;

/// <summary>
/// The report on the level and that on the region both say how many licences the level decided on: one counts, and
/// where they differ both say so.
/// </summary>
public sealed class SectionsGivenTwice(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Both_reports_name_the_cell_both_values_and_each_other()
    {
        var (level, region) = await FileBoth(9, 900);
        Assert.Empty(level.Findings);

        var (onLevel, onRegion) = ((await service.Read(level.Name)).Sections(), region.Sections());

        Assert.Equal(region, await service.Read(region.Name));
        Assert.Equal((FindingStrength.Warning, "rules/report.section_differs"), (onRegion!.Strength, onRegion.Rule));
        Assert.Equal((Id, Id), (onLevel!.FindingId, onRegion.FindingId));
        Assert.Equal([region.Name], onLevel.OtherReports);
        Assert.Equal([level.Name], onRegion.OtherReports);
        Assert.All(onRegion.Cells, cell => Assert.Equal((Licensing, "table2"), (cell.Cell, cell.Table)));
        Assert.Equal([9, 900], onRegion.Cells.Select(cell => cell.Value.Count));
        Assert.Equal([$"{level.Name}/revisions/1", ""], onRegion.Cells.Select(cell => cell.Revision));
        Assert.Equal(["", $"{region.Name}/revisions/1"], onLevel.Cells.Select(cell => cell.Revision));
        Assert.Equal((onLevel.Message, onLevel.ValuesHash), (onRegion.Message, onRegion.ValuesHash));
        Assert.Equal(
            $"第二十条第（五）项（本级）在{level.Name}与{region.Name}中有1处不同：行政许可（本年处理决定数量） 9、900。"
            + "统计采用前者；请更正有误的一份，或确认如实公布。",
            onLevel.Message.Zh);
        Assert.Contains("Licensing (decisions) 9 and 900. The first one counts", onLevel.Message.En, Ordinal);
    }

    [Fact]
    public async Task It_counts_in_the_quality_of_both_and_in_lists()
    {
        var (level, region) = await FileBoth(9, 900);

        var listed = (await service.Reports.ListReportsAsync(new()
        {
            Parent = level.Organ,
            ReadMask = new() { Paths = { "name", "findings", "quality" } },
        })).Reports;

        Assert.Equal([level.Name, region.Name], listed.Select(report => report.Name));
        foreach (var report in listed)
        {
            Assert.Equal((1, QualityGrade.Warning), (report.Quality.WarningCount, report.Quality.Grade));
            Assert.Equal((await service.Read(report.Name)).Findings, report.Findings);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_correction_of_either_ends_it_on_both_and_an_earlier_position_shows_it_still(bool ofLevel)
    {
        var (level, region) = await FileBoth(9, 900);

        var corrected = await (ofLevel
            ? service.Correct(Level(level.Organ, 900), level.Etag)
            : service.Correct(Region(level.Organ, 9), region.Etag));

        Assert.Null(corrected.Sections());
        foreach (var name in new[] { level.Name, region.Name })
        {
            Assert.Null((await service.Read(name)).Sections());
            Assert.NotNull((await service.Read(name, new() { Position = region.LastEvent.Position })).Sections());
        }

        Assert.Null((await service.Read(level.Name, new() { Position = level.LastEvent.Position })).Sections());
    }

    [Fact]
    public async Task Equal_values_make_none()
    {
        var (level, region) = await FileBoth(9, 9);

        Assert.Null(region.Sections());
        Assert.Null((await service.Read(level.Name)).Sections());
        Assert.DoesNotContain(Id, region.NotAssessable);
    }

    [Theory]
    [InlineData(Scope.Region)]
    [InlineData(Scope.Organ)]
    [InlineData(Scope.Unknown)]
    public async Task Another_scope_makes_none(Scope scope)
    {
        var organ = await TestOrgans.Register(service);
        await service.File(Level(organ, 9));

        Assert.Empty((await service.File(Region(organ, 900, scope))).Findings);
        Assert.Empty((await service.Read($"{organ}/reports/2023-level")).Findings);
    }

    [Fact]
    public async Task What_is_of_unknown_scope_in_two_reports_may_be_of_two_scopes()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(Region(organ, 9, Scope.Unknown));

        var unknown = await service.File(MadeUpReports.Of(organ, "2023-unknown", MadeUpReports.Decisions("2021", 900)));

        Assert.Empty(unknown.Findings);
    }

    [Fact]
    public async Task Other_years_and_other_organs_make_none()
    {
        var (organ, other) = (await TestOrgans.Register(service), await TestOrgans.Register(service));
        await service.File(Level(organ, 9, 2021));
        await service.File(Level(other, 9));

        Assert.Null((await service.File(Region(organ, 900))).Sections());
    }

    [Fact]
    public async Task Of_three_reports_each_is_held_against_the_one_that_counts()
    {
        var (level, region) = await FileBoth(9, 900);
        var third = Region(level.Organ, 900);
        third.Name = $"{level.Organ}/reports/2023-organ";

        var organ = await service.File(third);

        Assert.Equal([level.Name], organ.Findings.Single(IsSection).OtherReports);
        var both = (await service.Read(level.Name)).Findings.Where(IsSection);
        Assert.Equal([organ.Name, region.Name], both.SelectMany(finding => finding.OtherReports).Order());
        Assert.Equal([level.Name], (await service.Read(region.Name)).Sections()!.OtherReports);
    }

    [Fact]
    public async Task A_blank_leaves_it_open_on_both()
    {
        var organ = await TestOrgans.Register(service);
        var blank = Level(organ, 9);
        blank.Tables[0].Cells[Licensing] = new() { Gap = CellGap.Blank };
        await service.File(blank);

        var region = await service.File(Region(organ, 900));

        Assert.Contains(Id, region.NotAssessable);
        Assert.Contains(Id, (await service.Read(blank.Name)).NotAssessable);
        Assert.Empty(region.Findings);
    }

    [Fact]
    public async Task A_validation_shows_what_filing_would_and_a_stream_leaves_it_out()
    {
        var organ = await TestOrgans.Register(service);
        var level = await service.File(Level(organ, 9));

        var preview = await service.Reports.ValidateReportAsync(new() { Report = Region(organ, 900) });
        using var call = service.Reports.BatchFileReports();
        await call.RequestStream.WriteAsync(new()
        {
            Item = new() { Report = Region(organ, 900), RequestId = Guid.NewGuid().ToString() },
        });
        await call.RequestStream.CompleteAsync();
        var filed = await call.ResponseStream.ReadAllAsync().SingleAsync();

        Assert.Equal([level.Name], preview.Report.Sections()!.OtherReports);
        Assert.Empty(filed.Filed.Findings);
        Assert.Equal(preview.Report.Sections(), (await service.Read(filed.Report)).Sections());
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private Task<(Report Level, Report Region)> FileBoth(long onLevel, long onRegion) =>
        SectionReports.FileBoth(service, onLevel, onRegion);
}
