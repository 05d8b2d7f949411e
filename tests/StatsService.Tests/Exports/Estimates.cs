using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.MadeUpReports;

namespace StatsService.Tests.Exports;

/// <summary>How large an export will be is known about beforehand: bytes within a factor of two.</summary>
public sealed class Estimates(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private ExportService.ExportServiceClient Client => new(service.Channel);

    [Fact]
    public async Task Of_reports()
    {
        var division = "divisions/" + await TestOrgans.RegisterDivision(service, "000000");
        for (var i = 0; i < 20; i++)
        {
            var organ = await TestOrgans.Register(service, division["divisions/".Length..]);
            await service.File(SampleReports.Changzhi2019(organ));
        }

        foreach (var format in Enum.GetValues<ExportFormat>().Where(format => format != ExportFormat.Unspecified))
        {
            var request = new ExportReportsRequest { Filter = new() { Divisions = { division } }, Format = format };

            var size = await Client.EstimateExportAsync(new() { Reports = request });

            var file = await ExportedFile.Of(service, request);
            Assert.Equal(20, size.ItemCount);
            Fits(file, size);
        }
    }

    [Fact]
    public async Task Of_figures_of_divisions()
    {
        var selection = new Selection
        {
            Divisions = { "divisions/140000" },
            Breakdown = Breakdown.Children,
            FirstYear = 2019,
            LastYear = 2022,
        };

        await OfFigures(selection, 4 * 11);
    }

    [Fact]
    public async Task Of_figures_of_organs_with_and_without_reports()
    {
        var selection = new Selection { FirstYear = 2020, LastYear = 2022 };
        for (var i = 0; i < 20; i++)
        {
            var organ = await TestOrgans.Register(service);
            await service.File(Of(organ, "2021-region", Applications("2021", 3)));
            await service.File(Of(organ, "2021-level", Applications("2021", 2)));
            selection.Organs.Add(organ);
        }

        await OfFigures(selection, 20 * 4);
        selection.SkipEmpty = true;
        await OfFigures(selection, 20 * 2);
    }

    [Fact]
    public async Task At_an_earlier_position_only_what_was_there_is_counted()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(Of(organ, "2021-region", Applications("2021", 3)));
        var position = await service.Position();
        await service.File(Of(organ, "2022-region", Applications("2021", 3)));

        var size = await Client.EstimateExportAsync(new()
        {
            Reports = new() { Parent = organ, Format = ExportFormat.Csv, Read = new() { Position = position } },
        });

        Assert.Equal(1, size.ItemCount);
    }

    private async Task OfFigures(Selection selection, int rows)
    {
        foreach (var format in ExportedFile.Flat)
        {
            var request = new ExportFiguresRequest
            {
                Selection = selection,
                Indicators = { "applications.*", "applications.refused.*" },
                Format = format,
            };

            var size = await Client.EstimateExportAsync(new() { Figures = request });

            var file = await ExportedFile.Of(service, request);
            Assert.Equal(rows, size.ItemCount);
            Assert.Equal(file.Trailer.RowCount, size.RowCount);
            Fits(file, size);
        }
    }

    private static void Fits(ExportedFile file, EstimateExportResponse size)
    {
        Assert.InRange(size.ByteCount, file.Bytes.Length / 2, file.Bytes.Length * 2);
        Assert.Equal(file.Manifest.ExpectedRowCount, size.RowCount);
    }
}
