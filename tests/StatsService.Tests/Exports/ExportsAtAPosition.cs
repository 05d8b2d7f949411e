using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.MadeUpReports;

namespace StatsService.Tests.Exports;

/// <summary>The same request at the same position gives the same bytes, whatever was written since.</summary>
public sealed class ExportsAtAPosition(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task The_query_of_the_manifest_gives_the_same_bytes_after_later_writes_and_a_restart()
    {
        var division = "divisions/" + await TestOrgans.RegisterDivision(service, "000000");
        var organ = await TestOrgans.Register(service, division["divisions/".Length..]);
        var filed = await service.File(ReportsOfEveryState.Of(organ));
        await service.File(Of(organ, "2022-region", Applications("2021", 3)));
        var before = await EveryExport.Of(service.Channel, division, await service.Position());

        await service.Correct(Of(organ, "2021-region", Applications("2021", 4)), filed.Etag);
        await service.File(Of(organ, "2023-region", Applications("2021", 5)));
        await TestOrgans.Move(service, organ, "140400");
        var later = await EveryExport.Again(service.Channel, before);
        await using var restarted = new RunningService(service.ConnectionString);
        using var channel = restarted.Connect();
        var after = await EveryExport.Again(channel, before);

        foreach (var (first, second, third) in before.Zip(later, after))
        {
            Assert.Equal(first.Manifest.Query, second.Manifest.Query);
            Assert.Equal(first.Trailer, second.Trailer);
            Assert.Equal(first.Trailer, third.Trailer);
            Assert.True(first.Trailer.RowCount > 0, first.Manifest.FileName);
        }
    }

    [Fact]
    public async Task The_manifest_names_position_catalog_and_the_request_with_the_position()
    {
        var organ = await TestOrgans.Register(service);
        var time = (await service.File(Of(organ, "2021-region", Applications("2021", 3)))).LastEvent.Time;

        var file = await ExportedFile.Of(service, new ExportReportsRequest
        {
            Parent = organ,
            Format = ExportFormat.Csv,
            Read = new() { Time = time },
        });

        var asked = ExportReportsRequest.Parser.ParseJson(file.Manifest.Query);
        Assert.Equal((organ, file.Manifest.Stamp.AsOfPosition), (asked.Parent, asked.Read.Position));
        Assert.Equal(Forms.FormCatalog.Default.Version, file.Manifest.Stamp.CatalogVersion);
        Assert.Equal(time, file.Manifest.Stamp.AsOfTime);
        Assert.Matches(@"^ogi-reports-\d{8}\.csv$", file.Manifest.FileName);
        Assert.Matches(@"^政府信息公开年度报告-\d{8}\.csv$", file.Manifest.FileNameZh);
    }

    [Theory]
    [InlineData(ExportFormat.Xlsx)]
    [InlineData(ExportFormat.XlsxOfficial)]
    public async Task A_workbook_says_what_it_is_on_its_last_sheet(ExportFormat format)
    {
        var organ = await TestOrgans.Register(service);
        await service.File(Of(organ, "2021-region", Applications("2021", 3)));

        var file = await ExportedFile.Of(service, new ExportReportsRequest { Parent = organ, Format = format });

        var about = ExportReaders.Workbook(file.Bytes)[^1].Rows;
        Assert.Equal(("query", file.Manifest.Query), (about[0]["A1"], about[0]["B1"]));
        Assert.Equal(file.Manifest.Stamp.AsOfPosition, about[1]["B2"]);
        Assert.Equal(file.Manifest.Stamp.CatalogVersion, about[3]["B4"]);
    }
}
