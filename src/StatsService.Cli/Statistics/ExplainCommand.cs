using System.CommandLine;
using StatsService.Cli.Reports;
using StatsService.Cli.Screens;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Statistics;

/// <summary><c>statsctl explain</c>: what a figure is made of.</summary>
internal static class ExplainCommand
{
    private const int PageSize = 1000;

    private const string Notes = """
        --json: 一行ExplainFigureResponse，含各页 | an ExplainFigureResponse with all pages

        示例 | Examples:
          statsctl explain applications.refused --organ 140400 --year 2019
          statsctl explain applications.received --division 140000 --year 2023 --to-reports
          statsctl explain applications.granted_any/applications.total --division 140400 --year 2023
        """;

    private static readonly Option<string?> Division = new("--division")
    {
        HelpName = "ID",
        Description = "行政区划，如140000 | Division",
    };

    private static readonly Option<string?> Organ = new("--organ") { HelpName = "ID", Description = "机关 | Organ" };

    private static readonly Option<int> Year = new("--year") { Required = true, Description = "年度 | Report year" };

    private static readonly Option<string?> Basis = new("--basis")
    {
        HelpName = "published|computed|resolved|vertical",
        Description = "数据来源；默认有公布数用公布数，否则汇总 | Basis; published where there is, else computed",
    };

    private static readonly Option<bool> ToReports = new("--to-reports")
    {
        Description = "一直列到报告 | Down to the reports",
    };

    private static readonly Option<string?> AsOf = ReportArguments.AsOf();

    public static Command Create()
    {
        var measure = new Argument<string>("NAME")
        {
            Description = "指标、比率或某类申请人的指标：a、a/b、a@natural_person | Indicator or rate",
        };
        Basis.AcceptOnlyFromAmong([.. EnumWords.All<Wire.Basis>().Keys]);
        var command = new DocumentedCommand("explain", "一个数字的由来 | What a figure is made of", Notes)
        {
            measure, Division, Organ, Year, Basis, ToReports, AsOf,
        };
        command.OnRun(async (parsed, session, ct) =>
        {
            var selection = Selection(parsed);
            var answer = await All(token => session.Server.Statistics.ExplainFigureAsync(
                new()
                {
                    Selection = selection,
                    Measure = Measures.Parse(parsed.GetRequiredValue(measure)),
                    ToReports = parsed.GetValue(ToReports),
                    Read = ReportArguments.ReadPoint(parsed.GetValue(AsOf)),
                    PageSize = PageSize,
                    PageToken = token,
                },
                session.Server.Call(ct)).ResponseAsync);
            session.Screen.Answer(answer);
            ExplanationScreen.Show(session.Screen, answer);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Wire.Selection Selection(ParseResult parsed)
    {
        var (division, organ) = (parsed.GetValue(Division), parsed.GetValue(Organ));
        if (division is null == organ is null)
        {
            throw new UsageException(
                "请给出--division或--organ，且只给其一。", "Give --division or --organ, one of them.");
        }

        var selection = new Wire.Selection { FirstYear = parsed.GetRequiredValue(Year) };
        if (parsed.GetValue(Basis) is { } basis)
        {
            selection.Basis = EnumWords.All<Wire.Basis>()[basis];
        }

        selection.Divisions.Add(division is null ? [] : [ReportArguments.FullDivision(division)]);
        selection.Organs.Add(organ is null ? [] : [ReportArguments.FullOrgan(organ)]);
        return selection;
    }

    /// <summary>Head, figure and what is missing come with every page: only the contributions are joined.</summary>
    private static async Task<Wire.ExplainFigureResponse> All(Func<string, Task<Wire.ExplainFigureResponse>> page)
    {
        var answer = await page("");
        while (answer.NextPageToken.Length > 0)
        {
            var next = await page(answer.NextPageToken);
            answer.Contributions.Add(next.Contributions);
            answer.NextPageToken = next.NextPageToken;
        }

        return answer;
    }
}
