using System.Security.Cryptography;
using Ogi.Stats.V1;
using StatsService.Tests.Exports;
using StatsService.Tests.Fixtures;
using StatsService.TestTools;

namespace StatsService.Tests.CommandLine;

/// <summary><c>statsctl export</c>: a whole file or none.</summary>
public sealed class ExportingWithStatsctl(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task A_file_is_the_export_and_its_hash_and_position_are_printed()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(ReportsOfEveryState.Of(organ));
        using var file = new TemporaryFile("reports.csv");

        var run = await service.Statsctl(
            "export", "reports", "--organ", organ, "--year", "2021", "--bom", "--out", file.Path);

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        var bytes = await File.ReadAllBytesAsync(file.Path);
        Assert.Contains($"SHA-256: {Convert.ToHexStringLower(SHA256.HashData(bytes))}", run.Output);
        var position = run.Lines.Single(line => line.Contains("position: ")).Split("position: ")[1];
        var same = await ExportedFile.Of(service, new ExportReportsRequest
        {
            Parent = organ,
            Filter = new() { FirstYear = 2021, LastYear = 2021 },
            Format = ExportFormat.CsvBom,
            Read = new() { Position = position },
        });
        Assert.Equal(same.Bytes, bytes);
        Assert.False(File.Exists(file.Path + ".part"));
    }

    [Fact]
    public async Task Figures_are_exported_with_rates_and_manifest_and_trailer_are_told_in_JSON()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(ReportsOfEveryState.Of(organ));
        using var file = new TemporaryFile("figures.parquet");

        var run = await service.Statsctl(
            "export", "figures", "--organ", organ, "--year", "2021", "--indicator",
            "applications.granted/applications.total", "--out", file.Path, "--json");

        var answers = run.Answers<ExportPart>();
        var bytes = await File.ReadAllBytesAsync(file.Path);
        Assert.Equal(bytes.Length, answers[1].Trailer.ByteCount);
        var row = Assert.Single(await ExportReaders.Read(answers[0].Manifest, bytes));
        Assert.Equal((organ, "RATE"), (row["subject"], row["kind"]));
    }

    [Fact]
    public async Task What_is_refused_leaves_no_file_and_an_earlier_one_as_it_was()
    {
        using var file = new TemporaryFile("reports.csv", "before");

        var run = await service.Statsctl("export", "reports", "--division", "999999", "--out", file.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("UNKNOWN_DIVISION", run.Error, StringComparison.Ordinal);
        Assert.Equal("before", await File.ReadAllTextAsync(file.Path));
        Assert.False(File.Exists(file.Path + ".part"));
    }

    [Fact]
    public async Task An_estimate_makes_no_file()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(ReportsOfEveryState.Of(organ));

        var run = await service.Statsctl(
            "export", "reports", "--organ", organ, "--format", "ndjson", "--estimate", "--json");

        Assert.Equal(1, Assert.Single(run.Answers<EstimateExportResponse>()).ItemCount);
    }

    [Theory]
    [InlineData("--out", "reports.txt")]
    [InlineData("--format", "csv")]
    [InlineData("--format", "xlsx", "--bom", "--out", "reports.xlsx")]
    public async Task A_file_needs_a_name_and_a_format(params string[] arguments) =>
        Assert.Equal(2, (await service.Statsctl(["export", "reports", .. arguments])).ExitCode);
}
