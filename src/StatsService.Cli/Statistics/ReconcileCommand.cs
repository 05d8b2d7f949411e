using System.CommandLine;
using StatsService.Cli.Screens;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Statistics;

/// <summary><c>statsctl reconcile</c>: published against computed.</summary>
internal static class ReconcileCommand
{
    private const int PageSize = 500;

    /// <summary>Parts shown of a line; the others are counted.</summary>
    private const int PartsShown = 3;

    private const string Notes = """
        --json: 一行ReconcileDivisionResponse，含各页 | a ReconcileDivisionResponse with all pages

        示例 | Examples:
          statsctl reconcile 140400 --year 2023
          statsctl reconcile 140400 --year 2023 --table table3 --all
        """;

    public static Command Create()
    {
        var options = new DivisionYearOptions();
        var table = new Option<string?>("--table")
        {
            HelpName = "TABLE",
            Description = "只核对该表，如table3 | Only this table",
        };
        var all = new Option<bool>("--all") { Description = "相同的也列出 | Also what is equal" };
        var command = new DocumentedCommand(
            "reconcile", "公布数与汇总数的核对 | What was published against what is added up", Notes);
        options.AddTo(command);
        command.Add(table);
        command.Add(all);
        command.OnRun(async (parsed, session, ct) =>
        {
            var answer = await All(token => session.Server.Statistics.ReconcileDivisionAsync(
                new()
                {
                    Division = options.Division(parsed),
                    Year = options.Year(parsed),
                    Table = parsed.GetValue(table) ?? "",
                    All = parsed.GetValue(all),
                    Read = options.Read(parsed),
                    PageSize = PageSize,
                    PageToken = token,
                },
                session.Server.Call(ct)).ResponseAsync);
            session.Screen.Answer(answer);
            Show(session.Screen, answer);
            return ExitCodes.Ok;
        });
        return command;
    }

    /// <summary>Heads and counts come with every page: only the lines are joined.</summary>
    private static async Task<Wire.ReconcileDivisionResponse> All(
        Func<string, Task<Wire.ReconcileDivisionResponse>> page)
    {
        var answer = await page("");
        while (answer.NextPageToken.Length > 0)
        {
            var next = await page(answer.NextPageToken);
            answer.Lines.Add(next.Lines);
            answer.NextPageToken = next.NextPageToken;
        }

        return answer;
    }

    private static void Show(Screen screen, Wire.ReconcileDivisionResponse answer)
    {
        var (summary, coverage) = (answer.Summary, answer.Computed.Coverage);
        screen.Line($"{answer.Published.Title} {answer.Published.Year}", "bold");
        screen.Line($"  公布 published: {answer.Published.Revision}");
        screen.Line($"  汇总 computed: {coverage.ReportedCount}/{coverage.ExpectedCount}份报告 reports");
        var grid = Grids.Create(["指标", "Indicator"], ["公布 published", "汇总 computed", "差 difference", "何处 where"]);
        foreach (var line in answer.Lines)
        {
            var (published, computed) = (FigureLines.Of(line.Published), FigureLines.Of(line.Computed));
            var difference = line.HasDifference ? line.Difference : "—";
            grid.AddTexts([published.Title, published.Code, published.Value, computed.Value, difference, Where(line)]);
        }

        screen.Show(grid);
        screen.Line(
            $"  相同{summary.EqualCount}项，不同{summary.DifferentCount}项，无法比较{summary.IncomparableCount}项 | "
            + $"{summary.EqualCount} equal, {summary.DifferentCount} differ, {summary.IncomparableCount} not comparable");
    }

    private static string Where(Wire.ReconciliationLine line)
    {
        var parts = line.Parts.Take(PartsShown).Select(part =>
            part.Title + (part.Level ? "（本级）" : "")
            + (part.HasDifference && part.Difference != "0" ? $" {part.Difference}" : "")
            + (part.Coverage.MissingCount > 0 ? $" 缺{part.Coverage.MissingCount}份" : ""));
        var more = line.PartCount - Math.Min(PartsShown, line.Parts.Count);
        return string.Join('；', parts) + (more > 0 ? $"；另{more}处" : "");
    }
}
