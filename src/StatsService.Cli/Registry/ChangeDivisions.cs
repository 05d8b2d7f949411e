using System.CommandLine;
using StatsService.Cli.Reports;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Registry;

/// <summary><c>statsctl divisions change</c>: records a change of boundaries, codes or names.</summary>
internal static class ChangeDivisions
{
    private const string Notes = """
        merged       --from 并前各区划，至少一个不同于--to | those before, at least one other than --to；--to 并后区划 | the one after
        split        --from 一个 | one；--to 至少两个，可含其自身 | at least two, which may include it
        renamed      --from 一个 | one；--title 新名称 | the new name
        recoded      --from 旧代码 | the old code；--to 新代码 | the new one
        transferred  --from 一个 | one；--parent 新的上级 | the division above it from then on
        已记录的变更再次送出，不会重复保存。What is on record already is not stored again.
        --json: ChangeDivisionsResponse

        示例 | Examples:
          statsctl divisions change recoded --year 2017 --from 320829 --to 320813 --source 批复文号
          statsctl divisions change transferred --year 2020 --from 140423 --parent 140500 --source 批复文号
        """;

    public static DocumentedCommand Create()
    {
        var kind = new Argument<string>("KIND")
        {
            Description = string.Join(", ", EnumWords.All<Wire.DivisionChangeKind>().Keys),
        };
        kind.AcceptOnlyFromAmong([.. EnumWords.All<Wire.DivisionChangeKind>().Keys]);
        var year = new Option<int>("--year")
        {
            Required = true,
            HelpName = "YEAR",
            Description = "变更后的首个年度 | The first year in which it holds",
        };
        var before = Codes("--from", "变更前的区划；可多次给出 | Those before; may be repeated");
        before.Required = true;
        var after = Codes("--to", "变更后的区划；可多次给出 | Those after; may be repeated");
        var title = new Option<string?>("--title") { HelpName = "NAME", Description = "新名称 | The new name" };
        var parent = new Option<string?>("--parent") { HelpName = "CODE", Description = "新的上级 | The new parent" };
        var source = new Option<string>("--source")
        {
            Required = true,
            HelpName = "TEXT",
            Description = "依据的文件 | The notice that ordered it",
        };
        var command = new DocumentedCommand("change", "记录区划变更 | Record a change of divisions", Notes)
        {
            kind, year, before, after, title, parent, source,
        };
        command.OnRun(async (parsed, session, ct) =>
        {
            var answer = await session.Server.Registry.ChangeDivisionsAsync(
                new()
                {
                    Change = new()
                    {
                        Kind = EnumWords.All<Wire.DivisionChangeKind>()[parsed.GetRequiredValue(kind)],
                        Year = parsed.GetValue(year),
                        Predecessors = { parsed.GetRequiredValue(before).Select(ReportArguments.FullDivision) },
                        Successors = { (parsed.GetValue(after) ?? []).Select(ReportArguments.FullDivision) },
                        Title = parsed.GetValue(title) ?? "",
                        Parent = ReportArguments.FullDivision(parsed.GetValue(parent) ?? ""),
                        Source = parsed.GetRequiredValue(source),
                    },
                },
                session.Server.Call(ct));
            session.Screen.Answer(answer);
            session.Screen.Line("已记录 on record", "green");
            foreach (var division in answer.Divisions)
            {
                DivisionScreen.Show(session.Screen, division);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static Option<string[]> Codes(string name, string description) =>
        new(name) { HelpName = "CODE", Description = description };
}
