using System.CommandLine;

namespace StatsService.Cli.Reports;

/// <summary><c>statsctl file</c>: puts reports on file.</summary>
internal static class FileCommand
{
    private const string Notes = """
        每个文件一行结果，按给出的顺序；一份被拒不影响其他。request_id由内容导出：中断后重新执行同一命令，在案的保持原样。
        已撤回的报告以相同内容再次报送，须加--anew。
        A result a line for each file, in order; a refused one stops no other. Request ids follow from the contents:
        run the same command again after a break, and what is on file stays as it is. To file a withdrawn report with
        the same contents again, add --anew.

        退出码 | Exit code: 0；有被拒为1，文件无法读取为2，未能送达为3 |
                            1 if one is refused, 2 if one is unreadable, 3 if one must be tried again
        --json: 每个文件一行BatchFileReportsResponse | a BatchFileReportsResponse a line for each file
                --dry-run: ValidateReportResponse

        示例 | Examples:
          statsctl file samples/*.json
          statsctl file reports/2024 --dry-run
        """;

    public static Command Create()
    {
        var files = ReportArguments.Files();
        var onBehalfOf = ReportArguments.OnBehalfOf();
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "由服务完整核对，不保存 | The whole check by the service; nothing is stored",
        };
        var anew = new Option<bool>("--anew")
        {
            Description = "使用新的request_id：重新报送已撤回的报告 | New request ids: file withdrawn reports again",
        };
        var command = new DocumentedCommand("file", "报送报告 | File reports", Notes) { files, dryRun, anew, onBehalfOf };
        command.OnRun(async (parsed, session, ct) =>
        {
            var paths = ReportFile.Expand(parsed.GetRequiredValue(files));
            return parsed.GetValue(dryRun)
                ? await new DryRun(session, paths).Run(ct)
                : await new Filing(session, paths, parsed.GetValue(anew), parsed.GetValue(onBehalfOf) ?? "").Run(ct);
        });
        return command;
    }
}
