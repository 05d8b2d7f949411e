using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.SectionReports;

namespace StatsService.Tests.Callers;

/// <summary>What two reports differ in is public, and no longer told once one of them is withdrawn.</summary>
public sealed class SectionsOfWithdrawnReports(SignedInFixture service) : IClassFixture<SignedInFixture>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task At_no_position_a_reader_is_told_what_a_withdrawn_report_said(bool withdrawLevel)
    {
        var (own, level, region) = await FileBoth();
        var (withdrawn, left) = withdrawLevel ? (level, region) : (region, level);
        var then = new ReadPoint { Position = region.LastEvent.Position };
        Assert.Equal([withdrawn.Name], (await Read(left.Name, then)).Sections()!.OtherReports);

        await service.Withdraw(withdrawn, own);

        foreach (var read in new[] { null, then })
        {
            var report = await Read(left.Name, read);
            Assert.Empty(report.Findings);
            Assert.Equal(0, report.Quality.WarningCount);
            Assert.DoesNotContain(Id, report.NotAssessable);
            Assert.NotEmpty(report.Tables);
        }

        var listed = await service.Reports.ListReportsAsync(
            new() { Parent = left.Organ, Read = then, ReadMask = new() { Paths = { "findings" } } },
            service.Key.Of("reader", []));
        Assert.All(listed.Reports, report => Assert.Empty(report.Findings));
    }

    [Fact]
    public async Task What_is_left_open_beside_a_withdrawn_report_is_not_told_either()
    {
        var (own, organ) = await NewOrgan();
        var blank = Region(organ, 9);
        blank.Tables[0].Cells[Licensing] = new() { Gap = CellGap.Blank };
        var (level, region) = (await service.File(Level(organ, 9), own), await service.File(blank, own));
        var then = new ReadPoint { Position = region.LastEvent.Position };
        Assert.Contains(Id, (await Read(level.Name, then)).NotAssessable);

        await service.Withdraw(region, own);

        Assert.DoesNotContain(Id, (await Read(level.Name, then)).NotAssessable);
    }

    private async Task<(Metadata Own, Report Level, Report Region)> FileBoth()
    {
        var (own, organ) = await NewOrgan();
        return (own, await service.File(Level(organ, 9), own), await service.File(Region(organ, 900), own));
    }

    private async Task<(Metadata Own, string Organ)> NewOrgan()
    {
        var place = await Place.New(service);
        return (service.Key.Of("filer", ["filer", "reviewer"], place.Province), place.Organ);
    }

    private async Task<Report> Read(string name, ReadPoint? read) => (await service.Reports.GetReportAsync(
        new() { Name = name, Read = read }, service.Key.Of("reader", []))).Report;
}
