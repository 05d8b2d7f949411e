using System.CommandLine;
using StatsService.Cli.Reports;
using StatsService.Cli.Server;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Registry;

/// <summary><c>statsctl divisions</c>: the registry of divisions.</summary>
internal static class DivisionsCommand
{
    private const int PageSize = 5000;

    private const string Notes = """
        --json: GetDivisionResponse, ListDivisionsResponse

        示例 | Examples:
          statsctl divisions get 320813
          statsctl divisions list --below 320800 --level county --year 2015
        """;

    public static Command Create() => new("divisions", "行政区划登记 | The registry of divisions")
    {
        Get(), List(), ChangeDivisions.Create(),
    };

    private static DocumentedCommand Get()
    {
        var code = new Argument<string>("CODE") { Description = "区划代码 | The division's code" };
        var command = new DocumentedCommand("get", "读取一个区划及其沿革 | Get a division, as it changed", Notes) { code };
        command.OnRun(async (parsed, session, ct) =>
        {
            var answer = await session.Server.Registry.GetDivisionAsync(
                new() { Name = ReportArguments.FullDivision(parsed.GetRequiredValue(code)) }, session.Server.Call(ct));
            session.Screen.Answer(answer);
            DivisionScreen.Show(session.Screen, answer.Division);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static DocumentedCommand List()
    {
        var below = new Option<string?>("--below")
        {
            HelpName = "CODE",
            Description = "只限该区划之下 | Only those below this one",
        };
        var level = new Option<string?>("--level")
        {
            HelpName = string.Join('|', EnumWords.All<Wire.DivisionLevel>().Keys),
            Description = "只列这一级 | Only of this level",
        };
        level.AcceptOnlyFromAmong([.. EnumWords.All<Wire.DivisionLevel>().Keys]);
        var year = new Option<int>("--year")
        {
            HelpName = "YEAR",
            Description = "当年的区划、名称和隶属 | Those of that year, with the names and parents that they had then",
        };
        var command = new DocumentedCommand("list", "列出区划 | List divisions", Notes) { below, level, year };
        command.OnRun(async (parsed, session, ct) =>
        {
            var answer = await Pages.All(token => session.Server.Registry.ListDivisionsAsync(
                new()
                {
                    Ancestor = ReportArguments.FullDivision(parsed.GetValue(below) ?? ""),
                    Level = parsed.GetValue(level) is { } word ? EnumWords.All<Wire.DivisionLevel>()[word] : default,
                    Year = parsed.GetValue(year),
                    PageSize = PageSize,
                    PageToken = token,
                },
                session.Server.Call(ct)));
            session.Screen.Answer(answer);
            DivisionScreen.Show(session.Screen, answer.Divisions);
            return ExitCodes.Ok;
        });
        return command;
    }
}
