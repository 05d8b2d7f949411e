using System.CommandLine;
using System.CommandLine.Help;
using StatsService.Cli.Catalog;
using StatsService.Cli.Changes;
using StatsService.Cli.Exports;
using StatsService.Cli.Registry;
using StatsService.Cli.Reports;
using StatsService.Cli.Statistics;

namespace StatsService.Cli;

/// <summary>The command line as a whole.</summary>
internal static class StatsctlCommand
{
    private const string Notes = """
        退出码 | Exit codes:
          0    正常 | fine
          1    有强度为ERROR的检查发现，或服务拒绝 | a finding of strength ERROR, or refused by the service
          2    用法有误，或文件无法读取 | wrong usage, or a file that cannot be read
          3    服务不可达、暂不可用或超时：可重试 | the service is not reachable or does not answer in time: try again
          4    未认证或无权限 | the service does not know the caller or does not allow it
          5    内部错误 | an internal error
          130  被Ctrl-C中断 | interrupted

        环境变量 | Environment:
          STATS_SERVER, STATS_TOKEN   --server和--token的默认值 | defaults of --server and --token
          NO_COLOR                    不用颜色；输出不是终端时也不用 | no colours; nor are there any unless on a terminal

        示例 | Examples:
          statsctl check samples/140400-2019-region.json
          statsctl file samples/*.json
          statsctl query outcomes --organ 140400 --year 2019
        报告文件的格式见docs/report-json.md | docs/report-json.md describes the format of report files.
        """;

    public static RootCommand Create()
    {
        var root = new RootCommand("政府信息公开工作年度报告统计服务 | The statistics service on disclosure annual reports")
        {
            CheckCommand.Create(),
            FileCommand.Create(),
            GetCommand.Create(),
            CorrectCommand.Create(),
            HistoryCommand.Create(),
            CopyCommands.Mark(),
            CopyCommands.Unmark(),
            QueryCommand.Create(),
            ExplainCommand.Create(),
            ReconcileCommand.Create(),
            CoverageCommand.Create(),
            ExportCommand.Create(),
            FormsCommand.Create(),
            OrgansCommand.Create(),
            DivisionsCommand.Create(),
            PullCommand.Create(),
            WatchCommand.Create(),
            CommonOptions.Server,
            CommonOptions.Token,
            CommonOptions.Timeout,
            CommonOptions.Json,
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithNotes((HelpAction)help.Action!, Notes);
        return root;
    }
}
