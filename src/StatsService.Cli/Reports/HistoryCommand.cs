using System.CommandLine;
using StatsService.Cli.Screens;
using StatsService.Cli.Server;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Reports;

/// <summary><c>statsctl history</c>: what happened to a report, or to one figure of it.</summary>
internal static class HistoryCommand
{
    private const int PageSize = 200;

    private const string Notes = """
        --json: 一行ListReportRevisionsResponse，含各页 | a ListReportRevisionsResponse with all pages

        示例 | Examples:
          statsctl history 140400/2019-region
          statsctl history 140400/2019-region --cell applications.carried_out@total
        """;

    public static Command Create()
    {
        var name = ReportArguments.Name();
        var cell = new Option<string?>("--cell")
        {
            HelpName = "CODE",
            Description = "只列改动该单元格的版本 | Only revisions that changed this cell",
        };
        var command = new DocumentedCommand("history", "报告的历史：何人何时因何改动 | Who changed a report, when and why", Notes)
        {
            name, cell,
        };
        command.OnRun(async (parsed, session, ct) =>
        {
            var answer = await Pages.All(token => session.Server.Reports.ListReportRevisionsAsync(
                new()
                {
                    Parent = ReportArguments.FullName(parsed.GetRequiredValue(name)),
                    Cell = parsed.GetValue(cell) ?? "",
                    PageSize = PageSize,
                    PageToken = token,
                },
                session.Server.Call(ct)));
            session.Screen.Answer(answer);
            foreach (var revision in answer.Revisions)
            {
                Show(session.Screen, revision);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Show(Screen screen, Wire.Revision revision)
    {
        var number = revision.Name[(revision.Name.LastIndexOf('/') + 1)..];
        var time = revision.Event.Time.ToDateTimeOffset();
        var (kind, state) = (Words.Of(revision.Kind), Words.Of(revision.State));
        screen.Line($"r{number}  {time:yyyy-MM-dd HH:mm:ss}Z  {kind}  → {state}", "bold");
        foreach (var (label, text) in new[]
        {
            ("经办 by", Who(revision.Event)),
            ("代 on behalf of", revision.Event.OnBehalfOf),
            ("理由 reason", revision.Event.Reason),
            ("退回意见 notice", revision.ReturnNotice?.Reason ?? ""),
            ("原件 copy of", revision.CopyOf),
            ("确认 confirmed", string.Join(", ", revision.ConfirmedFindings)),
        })
        {
            if (text.Length > 0)
            {
                screen.Line($"    {label}: {text}");
            }
        }

        ChangeScreen.Show(screen, revision.Changes);
    }

    private static string Who(Wire.EventInfo info) =>
        string.Join(" / ", new[] { info.Client, info.Person, info.Organ }.Where(text => text.Length > 0));
}
