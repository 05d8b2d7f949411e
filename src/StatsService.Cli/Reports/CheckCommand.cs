using System.CommandLine;
using StatsService.Cli.Screens;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Reports;

/// <summary><c>statsctl check</c>: without the service.</summary>
internal static class CheckCommand
{
    private const string Notes = """
        不联网：按本程序所带的格式和勾稽规则核对。机关的层级和类型未知，需要它们的规则列为不能判断；机关是否登记、
        元数据和权限由服务核对（statsctl file --dry-run）。合计有误不妨碍报送，只产生检查发现。
        Offline, against the forms and rules that this program carries. The organ's level and kind are unknown: rules
        that need them are listed as not assessable. The service checks organ, metadata and access
        (statsctl file --dry-run). A wrong sum never prevents filing; it is a finding.

        退出码 | Exit code: 0；有ERROR或无法理解为1，文件无法读取为2 |
                            1 for an ERROR or what cannot be understood, 2 for an unreadable file
        --json: 每个文件一行ValidateReportResponse | a ValidateReportResponse a line for each file

        示例 | Example: statsctl check samples/110116-2018-region.json
        """;

    public static Command Create()
    {
        var files = ReportArguments.Files();
        var command = new DocumentedCommand("check", "离线核对报告文件 | Check report files, offline", Notes) { files };
        command.OnRun((parsed, session, _) =>
        {
            var paths = ReportFile.Expand(parsed.GetRequiredValue(files));
            return Task.FromResult(paths.Select(path => Check(session.Screen, path)).DefaultIfEmpty().ToList().Max());
        });
        return command;
    }

    private static int Check(Screen screen, string path)
    {
        var file = ReportFile.Read(path);
        var check = OfflineCheck.Of(file);
        screen.Answer(check.Answer);
        screen.Line($"{path}  {check.Answer.Report?.Name}");
        if (check.Answer.Refusal is { } refusal)
        {
            FindingScreen.Show(screen, refusal);
        }

        if (check.Answer.Report is { } report)
        {
            FindingScreen.Show(screen, report);
            ShowOpen(screen, check, report);
            screen.Line("  " + FindingScreen.Counts(report.Quality));
        }

        screen.Line();
        return Code(file, check.Answer);
    }

    private static void ShowOpen(Screen screen, OfflineCheck check, Wire.Report report)
    {
        var values = report.NotAssessable.Except(check.NeedOrgan, StringComparer.Ordinal).ToList();
        foreach (var (zh, en, rules) in new[]
        {
            ("不能判断，须知机关的层级和类型", "not assessable without the organ's level and kind", check.NeedOrgan),
            ("不能判断，缺数或不确定", "not assessable for a missing or uncertain value", values),
        })
        {
            if (rules.Count > 0)
            {
                screen.Line($"  {zh} | {en}:");
                screen.Line("    " + string.Join(", ", rules.GroupBy(Rule, StringComparer.Ordinal).Select(InShort)));
            }
        }
    }

    /// <summary>The rule of an instance: <c>2019.table3.flow@total</c> is one of <c>2019.table3.flow</c>.</summary>
    private static string Rule(string instance) => instance.Split('@')[0];

    private static string InShort(IGrouping<string, string> instances) =>
        instances.Count() == 1 ? instances.First() : $"{instances.Key} ×{instances.Count()}";

    private static int Code(ReportFile file, Wire.ValidateReportResponse answer) =>
        file.Report is null ? ExitCodes.Usage
        : answer.Refusal is not null || answer.Report.Quality.ErrorCount > 0 ? ExitCodes.Refused
        : ExitCodes.Ok;
}
