using System.CommandLine;
using StatsService.Cli.Reports;
using StatsService.Cli.Server;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Registry;

/// <summary><c>statsctl organs</c>: the registry of organs.</summary>
internal static class OrgansCommand
{
    private const int PageSize = 5000;

    private const string Notes = """
        --json: SearchOrgansResponse, GetOrganResponse, ListOrgansResponse

        示例 | Examples:
          statsctl organs search 长治
          statsctl organs get 140400
          statsctl organs list --division 140400 --kind department
        """;

    public static Command Create() => new("organs", "机关登记 | The registry of organs")
    {
        Search(), Get(), List(), ImportOrgans.Create(),
    };

    private static DocumentedCommand Search()
    {
        var text = new Argument<string>("TEXT")
        {
            Description = "名称、别名，或编码的开头 | A name, an alias, or the beginning of a code",
        };
        var division = Division();
        var limit = new Option<int>("--limit")
        {
            HelpName = "N",
            DefaultValueFactory = _ => 10,
            Description = "最多列出N个 | At most N",
        };
        var command = new DocumentedCommand("search", "按名称查找 | Find by name", Notes) { text, division, limit };
        command.OnRun(async (parsed, session, ct) =>
        {
            var answer = await session.Server.Registry.SearchOrgansAsync(
                new()
                {
                    Query = parsed.GetRequiredValue(text),
                    Division = ReportArguments.FullDivision(parsed.GetValue(division) ?? ""),
                    Limit = parsed.GetValue(limit),
                },
                session.Server.Call(ct));
            session.Screen.Answer(answer);
            OrganScreen.Show(session.Screen, answer.Matches.Select(match => match.Organ));
            return ExitCodes.Ok;
        });
        return command;
    }

    private static DocumentedCommand Get()
    {
        var id = new Argument<string>("ID") { Description = "机关的标识或任一编码 | The organ's id or any of its codes" };
        var command = new DocumentedCommand("get", "读取一个机关 | Get an organ", Notes) { id };
        command.OnRun(async (parsed, session, ct) =>
        {
            var answer = await session.Server.Registry.GetOrganAsync(
                new() { Name = ReportArguments.FullOrgan(parsed.GetRequiredValue(id)) }, session.Server.Call(ct));
            session.Screen.Answer(answer);
            OrganScreen.Show(session.Screen, answer.Organ);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static DocumentedCommand List()
    {
        var division = Division();
        var kinds = new Option<string[]>("--kind")
        {
            HelpName = string.Join('|', EnumWords.All<Wire.OrganKind>().Keys),
            Description = "只列这类机关；可多次给出 | Only this kind; may be repeated",
        };
        kinds.AcceptOnlyFromAmong([.. EnumWords.All<Wire.OrganKind>().Keys]);
        var command = new DocumentedCommand("list", "列出机关 | List organs", Notes) { division, kinds };
        command.OnRun(async (parsed, session, ct) =>
        {
            var answer = await Pages.All(token => session.Server.Registry.ListOrgansAsync(
                new()
                {
                    Division = ReportArguments.FullDivision(parsed.GetValue(division) ?? ""),
                    Kinds = { (parsed.GetValue(kinds) ?? []).Select(kind => EnumWords.All<Wire.OrganKind>()[kind]) },
                    PageSize = PageSize,
                    PageToken = token,
                },
                session.Server.Call(ct)));
            session.Screen.Answer(answer);
            OrganScreen.Show(session.Screen, answer.Organs);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Option<string?> Division() => new("--division")
    {
        HelpName = "CODE",
        Description = "只限该区划及其下级 | Only this division and those below it",
    };
}
