using System.CommandLine;
using StatsService.Client.Following;

namespace StatsService.Cli.Changes;

/// <summary><c>statsctl pull</c>: a copy in a folder or a database, brought up to date.</summary>
internal static class PullCommand
{
    private const string Notes = """
        可随时中断：再次运行即从断点继续，不漏不重。服务恢复过备份、或筛选条件改变时，自动重新取得快照。
        It may be interrupted at any time: run again, it goes on where it was, without gap or duplicate. Where the
        service's database was restored, or the filter is another one, it takes a new snapshot by itself.

        数据库中：ogi_copy.report、organ、division（data为protobuf JSON）和视图ogi_copy.cell（每格一行）
        In a database: ogi_copy.report, organ, division (data is protobuf JSON); the view ogi_copy.cell, a row a cell

        示例 | Examples:
          statsctl pull --to ./copy
          statsctl pull --to ./shanxi --division 140000 --from-year 2019
          statsctl pull --to "Host=localhost;Database=copy;Username=me" --watch
        """;

    /// <summary>How long a pull that is to end tries again where nothing answers.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static Command Create()
    {
        var to = new Option<string>("--to")
        {
            Required = true,
            HelpName = "FOLDER|CONNECTION",
            Description = "文件夹，或PostgreSQL连接字符串 | A folder, or a connection string of PostgreSQL",
        };
        var watch = new Option<bool>("--watch")
        {
            Description = "取齐后不结束，随到随取 | Do not end: apply what comes, as it comes",
        };
        var feed = new FeedOptions();
        var command = new DocumentedCommand(
            "pull", "把报告、机关、区划取到本地，并保持一致 | Keep a copy of reports, organs and divisions", Notes)
        {
            to, watch,
        };
        feed.AddTo(command);
        command.OnRun(async (parsed, session, ct) =>
        {
            var target = parsed.GetRequiredValue(to);
            if (target.Length == 0)
            {
                throw new UsageException("--to不能为空。", "--to needs a folder or a connection string.");
            }

            var follows = parsed.GetValue(watch);
            var pulled = await session.Screen.WithBar(async show =>
            {
                var screen = new PullScreen(show);
                var options = new FollowerOptions
                {
                    Filter = feed.Filter(parsed),
                    Patience = follows ? Timeout.InfiniteTimeSpan : Patience,
                    Progress = screen,
                };
                await Pull(session, target, options, follows, ct);
                return screen;
            });
            pulled.End(session.Screen, target);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task Pull(
        Session session, string target, FollowerOptions options, bool follows, CancellationToken ct)
    {
        if (target.Contains('=', StringComparison.Ordinal))
        {
            await using var database = await PostgresCopy.Open(target, ct);
            await Run(new(session.Server.Client, database, options), follows, ct);
        }
        else
        {
            using var folder = FolderCopy.Open(target);
            await Run(new(session.Server.Client, folder, options), follows, ct);
        }
    }

    private static Task Run(Follower follower, bool follows, CancellationToken ct) =>
        follows ? follower.Follow(ct) : follower.CatchUp(ct);
}
