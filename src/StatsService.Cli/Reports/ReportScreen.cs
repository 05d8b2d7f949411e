using StatsService.Canonical;
using StatsService.Cli.Screens;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Reports;

/// <summary>A report for people: its head, its tables as printed, figures in sentences, findings.</summary>
internal static class ReportScreen
{
    public static void Show(Screen screen, Wire.Report report)
    {
        ShowHead(screen, report);
        foreach (var table in report.Tables)
        {
            TableScreen.Show(screen, table);
        }

        if (report.Tables.Count > 0)
        {
            screen.Line(CellText.Legend, "dim");
        }

        if (report.StatedFigures.Count > 0)
        {
            ShowFigures(screen, report);
        }

        FindingScreen.Show(screen, report);
    }

    private static void ShowHead(Screen screen, Wire.Report report)
    {
        screen.Line($"{report.Name}  r{report.Revision}  {Words.Of(report.State)}", "bold");
        foreach (var (label, text) in new[]
        {
            ("标题 title", report.Title),
            ("机关 organ", report.OrganTitle),
            ("年度 year", $"{report.Year}"),
            ("口径 scope", Words.Of(report.Scope)),
            ("发文字号 document number", report.DocumentNumber),
            ("发布日期 published", Published(report)),
            ("发布机构 issued by", report.IssuingOffice),
            ("来源 source", report.Source?.Uri ?? ""),
            ("副本，原件为 copy of", report.CopyOf),
            ("质量 quality", report.Quality is { } quality ? FindingScreen.Counts(quality) : ""),
            ("etag", report.Etag),
        })
        {
            if (text.Length > 0)
            {
                screen.Line($"  {label}: {text}");
            }
        }
    }

    private static string Published(Wire.Report report)
    {
        var late = report.Timeliness is { HasLate: true, Late: true } ? "  逾期 late" : "";
        return report.PublicationDate is { } date ? $"{date.Year:0000}-{date.Month:00}-{date.Day:00}{late}" : "";
    }

    private static void ShowFigures(Screen screen, Wire.Report report)
    {
        var grid = Grids.Create(["正文数字 In sentences", "Indicator"], ["年度 Year", "数 Figure"]);
        foreach (var figure in report.StatedFigures)
        {
            grid.AddTexts(
                FormCatalog.Default.Indicator(IndicatorNames.Read(figure.Indicators[0]))?.Title.Zh ?? "",
                IndicatorNames.Read(figure.Indicators[0]),
                $"{(figure.HasYear ? figure.Year : report.Year)}", CellText.Of(figure.Value));
        }

        screen.Show(grid);
    }
}
