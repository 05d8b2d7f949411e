using System.CommandLine;
using Google.Protobuf;
using Grpc.Core;
using StatsService.Cli.Screens;
using StatsService.Cli.Server;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Statistics;

/// <summary><c>statsctl query</c>: figures of organs and divisions over years.</summary>
internal static class QueryCommand
{
    private const int PageSize = 1000;

    private const string Notes = """
        没有的数字不是0：“—”之后是原因（空白、未报、表中无……）。
        An absent figure is not 0: behind the dash stands why.
        --json: 一行应答，含各页全部行 | the answer on one line, with the rows of all pages

        示例 | Examples:
          statsctl query outcomes --organ 140400 --year 2019
          statsctl query outcomes --organ 140400 --year 2019-2024 --by-applicant
          statsctl query outcomes --division 140000 --children --year 2019 --boundaries current
          statsctl query disclosures --organ 140400 --year 2019 --scope level
          statsctl query continuity --organ 140400 --year 2020-2024 --only-broken
          statsctl query indicators --organ 110116 --year 2018 --indicator applications.granted_any/applications.total
          statsctl query series --division 140400 --year 2016-2024 --indicator applications.received
        """;

    public static Command Create() =>
        new("query", "查询统计数字 | Query statistics")
        {
            Outcomes(), Reviews(), Disclosures(), Continuity(), Indicators(), Series(),
        };

    private static DocumentedCommand Outcomes()
    {
        var byApplicant = new Option<bool>("--by-applicant")
        {
            Description = "另列六类申请人 | Also the six kinds of applicants",
        };
        return Subcommand<Wire.QueryApplicationOutcomesResponse>(
            "outcomes", "申请办理结果（表三） | How applications were decided (table 3)", byApplicant,
            (query, token) => query.Server.Statistics.QueryApplicationOutcomesAsync(
                new()
                {
                    Selection = query.Selection,
                    Read = query.Read,
                    PageSize = PageSize,
                    PageToken = token,
                    ByApplicant = query.Parsed.GetValue(byApplicant),
                },
                query.Call()));
    }

    private static DocumentedCommand Reviews() => Subcommand<Wire.QueryReviewResultsResponse>(
        "reviews", "行政复议、行政诉讼（表四） | Reconsideration and litigation (table 4)", null,
        (query, token) => query.Server.Statistics.QueryReviewResultsAsync(
            new() { Selection = query.Selection, Read = query.Read, PageSize = PageSize, PageToken = token },
            query.Call()));

    private static DocumentedCommand Disclosures() => Subcommand<Wire.QueryDisclosureCountsResponse>(
        "disclosures", "主动公开（表二及2014年表） | Proactive disclosure (table 2, form of 2014)", null,
        (query, token) => query.Server.Statistics.QueryDisclosureCountsAsync(
            new() { Selection = query.Selection, Read = query.Read, PageSize = PageSize, PageToken = token },
            query.Call()));

    private static DocumentedCommand Continuity()
    {
        var onlyBroken = new Option<bool>("--only-broken")
        {
            Description = "只列不一致的 | Only what does not agree",
        };
        return Subcommand<Wire.QueryContinuityResponse>(
            "continuity", "各年度与上一年度的衔接 | Each year against the one before", onlyBroken,
            (query, token) => query.Server.Statistics.QueryContinuityAsync(
                new()
                {
                    Selection = query.Selection,
                    Read = query.Read,
                    PageSize = PageSize,
                    PageToken = token,
                    OnlyBroken = query.Parsed.GetValue(onlyBroken),
                },
                query.Call()),
            ContinuityScreen.Show, ofDivisions: false);
    }

    private static DocumentedCommand Indicators()
    {
        var indicators = Measures.Option();
        return Subcommand<Wire.QueryIndicatorsResponse>(
            "indicators", "任意指标和比率 | Any indicators and rates", indicators,
            (query, token) => query.Server.Statistics.QueryIndicatorsAsync(
                new()
                {
                    Selection = query.Selection,
                    Read = query.Read,
                    PageSize = PageSize,
                    PageToken = token,
                    Measures = { query.Parsed.GetRequiredValue(indicators).Select(Measures.Parse) },
                },
                query.Call()));
    }

    private static DocumentedCommand Series()
    {
        var indicator = new Option<string>("--indicator")
        {
            Required = true,
            HelpName = "NAME[/DENOMINATOR][@APPLICANT]",
            Description = "一项指标或比率 | One indicator or rate",
        };
        return Subcommand<Wire.QuerySeriesResponse>(
            "series", "一项指标逐年的数字和同比 | One indicator over years", indicator,
            (query, token) => query.Server.Statistics.QuerySeriesAsync(
                new()
                {
                    Selection = query.Selection,
                    Read = query.Read,
                    PageToken = token,
                    Measure = Measures.Parse(query.Parsed.GetRequiredValue(indicator)),
                },
                query.Call()),
            SeriesScreen.Show);
    }

    /// <param name="ask">Asks for the page of a token.</param>
    /// <param name="show">Shows the answer to people; left out: as figures.</param>
    /// <param name="ofDivisions">Whether it can be about divisions.</param>
    private static DocumentedCommand Subcommand<TAnswer>(
        string name, string description, Option? extra, Func<Query, string, AsyncUnaryCall<TAnswer>> ask,
        Action<Screen, TAnswer>? show = null, bool ofDivisions = true)
        where TAnswer : class, IMessage<TAnswer>, new()
    {
        var options = new SelectionOptions(ofDivisions);
        var command = new DocumentedCommand(name, description, Notes);
        options.AddTo(command);
        if (extra is not null)
        {
            command.Add(extra);
        }

        command.OnRun(async (parsed, session, ct) =>
        {
            var query = new Query(parsed, options.Selection(parsed), options.Read(parsed), session.Server, ct);
            var answer = await Pages.All(token => ask(query, token));
            session.Screen.Answer(answer);
            (show ?? FigureScreen.Show)(session.Screen, answer);
            return ExitCodes.Ok;
        });
        return command;
    }

    private sealed record Query(
        ParseResult Parsed, Wire.Selection Selection, Wire.ReadPoint? Read,
        Connection Server, CancellationToken Cancellation)
    {
        public CallOptions Call() => Server.Call(Cancellation);
    }
}
