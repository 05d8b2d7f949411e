using System.CommandLine;
using StatsService.Cli.Screens;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Reports;

/// <summary><c>statsctl history</c>: what happened to a report, or to one figure of it.</summary>
internal static class HistoryCommand
{
    private const int PageSize = 200;

    private const string Notes = """
        --json: 每页一行ListReportRevisionsResponse | a ListReportRevisionsResponse a line for each page

        示例 | Examples:
          statsctl history 140400/2019-region
          statsctl history 140400/2019-region --cell applications.carried_out@total
        """;

    public static Command Create()
    {
        var name = ReportArguments.Name();
        var cell = new Option<string?>("--cell") { HelpName = "CODE", Description = "只列改动该单元格的版本 | Only revisions that changed this cell" };
        var command = new DocumentedCommand("history", "报告的历史：何人何时因何改动 | Who changed a report, when and why", Notes) { name, cell };
        command.OnRun(async (parsed, session, ct) =>
        {
            var request = new Wire.ListReportRevisionsRequest
            {
                Parent = ReportArguments.FullName(parsed.GetRequiredValue(name)),
                Cell = parsed.GetValue(cell) ?? "",
                PageSize = PageSize,
            };
            do
            {
                var page = await session.Server.Reports.ListReportRevisionsAsync(request, session.Server.Call(ct));
                session.Screen.Answer(page);
                foreach (var revision in page.Revisions)
                {
                    Show(session.Screen, revision);
                }

                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);

            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Show(Screen screen, Wire.Revision revision)
    {
        var number = revision.Name[(revision.Name.LastIndexOf('/') + 1)..];
        screen.Line($"r{number}  {revision.Event.Time.ToDateTimeOffset():yyyy-MM-dd HH:mm:ss}Z  {Words.Of(revision.Kind)}  → {Words.Of(revision.State)}", "bold");
        foreach (var (label, text) in new[]
        {
            ("经办 by", Who(revision.Event)),
            ("代 on behalf of", revision.Event.OnBehalfOf),
            ("理由 reason", revision.Event.Reason),
            ("退回意见 notice", revision.ReturnNotice?.Reason ?? ""),
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
