using System.Globalization;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Ogi.Stats.V1;
using StatsService.Callers;
using StatsService.Exports;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Tests.Fixtures;
using ExportFormat = Ogi.Stats.V1.ExportFormat;

namespace StatsService.Tests.Exports;

/// <summary>A workbook with a sheet a report has the tables as their forms print them.</summary>
public sealed class OfficialWorkbooks(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Every_number_of_a_form_stands_in_its_place_and_every_label_beside_it()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(SampleReports.Changzhi2019(organ));
        var report = (await service.Reports.GetReportAsync(new() { Name = $"{organ}/reports/2019-region" })).Report;

        var sheet = (await Export(organ))[0];

        var values = sheet.Rows.SelectMany(row => row.Values).ToList();
        foreach (var table in report.Tables)
        {
            var form = FormCatalog.Default.Forms[table.Form["forms/".Length..]].Table(table.Table)!;
            Assert.All(form.Sections, section => Assert.Contains(
                values, text => text.Contains(section.Title.Zh, StringComparison.Ordinal)));
            Assert.All(form.Cells.Where(cell => !cell.Optional), cell => Assert.Contains(cell.RowLabel.Zh, values));
        }

        Assert.Equal(
            report.Tables.SelectMany(Numbers),
            sheet.Rows.SelectMany(row => row.Values)
                .Where(value => decimal.TryParse(value, CultureInfo.InvariantCulture, out _)));
    }

    [Fact]
    public async Task What_is_no_number_is_told_by_words_and_a_blank_is_empty()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(ReportsOfEveryState.Of(organ));

        var sheet = (await Export(organ))[0];

        var rows = sheet.Rows.Where(row => row.Count > 0).DistinctBy(row => row.Values.First())
            .ToDictionary(row => row.Values.First(), row => row.Values.ToList());
        Assert.Equal(["规章", "12", "0", ""], rows["规章"]);
        Assert.Equal(["行政规范性文件", "-", "无法辨认 =1+1", "不确定 3 | 8 | BLANK"], rows["行政规范性文件"]);
        Assert.Equal(["行政处罚", "未印", "", ""], rows["行政处罚"]);
        Assert.Equal(["行政事业性收费", "63014.23", "", ""], rows["行政事业性收费"]);
        Assert.Equal("不确定 5 | 6", rows["indicators/applications.granted"][1]);
    }

    [Fact]
    public async Task Each_report_has_a_sheet_named_after_it()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(ReportsOfEveryState.Of(organ, "2021-region"));
        await service.File(ReportsOfEveryState.Of(organ, "2022-level"));

        var sheets = await Export(organ);

        Assert.EndsWith(" 2021-region", sheets[0].Name, StringComparison.Ordinal);
        Assert.EndsWith(" 2022-level", sheets[1].Name, StringComparison.Ordinal);
        Assert.Equal("说明 about", sheets[2].Name);
        Assert.All(sheets, sheet => Assert.InRange(sheet.Name.Length, 1, 31));
    }

    [Fact]
    public async Task Of_more_reports_than_sheets_none_is_made()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(ReportsOfEveryState.Of(organ, "2021-region"));
        await service.File(ReportsOfEveryState.Of(organ, "2022-level"));
        var exports = ActivatorUtilities.CreateInstance<ExportReports>(service.Services, 1);

        var refusal = await Assert.ThrowsAsync<Refusal>(() => exports.Open(
            new() { Parent = organ, Format = ExportFormat.XlsxOfficial }, Caller.Service, default));

        Assert.Equal("TOO_MANY", refusal.Reason);
    }

    [Fact]
    public Task Figures_have_no_official_tables() => Refused.AtField(
        StatusCode.InvalidArgument, "INVALID_VALUE", "format", () => ExportedFile.Of(service, new ExportFiguresRequest
        {
            Selection = new() { Organs = { "organs/140400" }, FirstYear = 2021 },
            Indicators = { "applications.total" },
            Format = ExportFormat.XlsxOfficial,
        }));

    private async Task<IReadOnlyList<(string Name, IReadOnlyList<IReadOnlyDictionary<string, string>> Rows)>> Export(
        string organ) => ExportReaders.Workbook((await ExportedFile.Of(
            service, new ExportReportsRequest { Parent = organ, Format = ExportFormat.XlsxOfficial })).Bytes);

    /// <summary>The numbers of a table in the order in which its form prints them, section by section.</summary>
    private static IEnumerable<string> Numbers(Ogi.Stats.V1.ReportTable table)
    {
        var form = FormCatalog.Default.Forms[table.Form["forms/".Length..]].Table(table.Table)!;
        return form.Sections.SelectMany(section => form.Cells.Where(cell => cell.Section == section.Id)
                .OrderBy(cell => cell.PrintedRow).ThenBy(cell => cell.PrintedColumn))
            .Select(cell => table.Cells.GetValueOrDefault(cell.Code))
            .Select(value => value is { HasCount: true } ? $"{value.Count}" : value?.Amount?.Value)
            .OfType<string>();
    }
}
