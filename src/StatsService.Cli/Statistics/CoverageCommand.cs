using System.CommandLine;
using System.Globalization;
using StatsService.Cli.Screens;
using StatsService.Cli.Server;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Statistics;

/// <summary><c>statsctl coverage</c>: who was expected to report, who did, was late, is missing.</summary>
internal static class CoverageCommand
{
    private const int PageSize = 1000;

    private const string Notes = """
        --json: 一行QueryCoverageResponse，含各页 | a QueryCoverageResponse with all pages

        示例 | Examples:
          statsctl coverage 140000 --year 2023
          statsctl coverage 140000 --year 2023 --children
        """;

    private static readonly string[] Counts =
    [
        "应报 expected", "在案 filed", "缺报 missing", "未到期 not due", "迟报 late", "接受 accepted", "退回 returned",
        "免报 exempt",
    ];

    public static Command Create()
    {
        var options = new DivisionYearOptions();
        var children = new Option<bool>("--children")
        {
            Description = "另列下一级各行政区划 | Also the divisions directly below",
        };
        var command = new DocumentedCommand("coverage", "报送情况：应报、在案、缺报、迟报 | Who reported", Notes);
        options.AddTo(command);
        command.Add(children);
        command.OnRun(async (parsed, session, ct) =>
        {
            var below = parsed.GetValue(children);
            var answer = await Pages.All(token => session.Server.Statistics.QueryCoverageAsync(
                new()
                {
                    Selection = new()
                    {
                        Divisions = { options.Division(parsed) },
                        FirstYear = options.Year(parsed),
                        Breakdown = below ? Wire.Breakdown.Children : Wire.Breakdown.Unspecified,
                        WithSubject = below,
                    },
                    Read = options.Read(parsed),
                    PageSize = PageSize,
                    PageToken = token,
                },
                session.Server.Call(ct)));
            session.Screen.Answer(answer);
            Show(session.Screen, answer);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static void Show(Screen screen, Wire.QueryCoverageResponse answer)
    {
        var grid = Grids.Create(["行政区划", "Division"], Counts);
        foreach (var row in answer.Rows)
        {
            Add(row.Title, row.Division["divisions/".Length..], row.Local);
            if (row.Vertical.ExpectedCount + row.Vertical.FiledCount > 0)
            {
                Add("　垂直管理 vertical", "", row.Vertical);
            }
        }

        screen.Show(grid);
        var day = answer.JudgedDate;
        screen.Line($"  按{day.Year}-{day.Month:00}-{day.Day:00}判断是否到期 | deadlines as of that day", "dim");

        void Add(string title, string division, Wire.ObligationCounts counts) => grid.AddTexts(
        [
            title, division, .. new[]
            {
                counts.ExpectedCount, counts.FiledCount, counts.MissingCount, counts.NotDueCount, counts.LateCount,
                counts.AcceptedCount, counts.ReturnedCount, counts.ExemptCount,
            }.Select(count => count.ToString(CultureInfo.InvariantCulture)),
        ]);
    }
}
