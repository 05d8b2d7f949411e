using System.CommandLine;
using Grpc.Core;
using StatsService.Cli.Reports;
using StatsService.Cli.Screens;
using StatsService.Cli.Server;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Changes;

/// <summary><c>statsctl watch</c>: changes as they come, a line each.</summary>
internal static class WatchCommand
{
    private const string Notes = """
        --json: 每条消息一行WatchChangesResponse；保存其position，--after即由此继续
                a WatchChangesResponse for each message; keep its position to go on --after it

        示例 | Examples:
          statsctl watch
          statsctl watch --division 140000 --after beginning
          statsctl watch --json --full --after "$position"
        """;

    private const string Beginning = "beginning";

    public static Command Create()
    {
        var after = new Option<string?>("--after")
        {
            HelpName = "POSITION|beginning",
            Description = "从该位置之后开始，默认从现在开始 | Begin after this position; by default now",
        };
        var full = new Option<bool>("--full")
        {
            Description = "含改动的单元格（配合--json则为全文） | With changed cells; with --json whole resources",
        };
        var feed = new FeedOptions();
        var command = new DocumentedCommand("watch", "随到随显示变更 | Show changes as they come", Notes) { after, full };
        feed.AddTo(command);
        command.OnRun(async (parsed, session, ct) =>
        {
            var request = new Wire.WatchChangesRequest
            {
                AfterPosition = parsed.GetValue(after) switch
                {
                    null => await Now(session, ct),
                    Beginning => "",
                    var position => position,
                },
                Filter = feed.Filter(parsed),
                View = parsed.GetValue(full) ? Wire.ChangeView.Full : Wire.ChangeView.Slim,
            };
            using var call = session.Server.Client.Changes.WatchChanges(request, Connection.Stream(ct));
            while (await call.ResponseStream.MoveNext(ct))
            {
                var part = call.ResponseStream.Current;
                session.Screen.Answer(part);
                part.Changes.ToList().ForEach(change => Show(session.Screen, change));
            }

            throw new RpcException(new(StatusCode.Unavailable, "The stream ended."));
        });
        return command;
    }

    private static async Task<string> Now(Session session, CancellationToken ct)
    {
        var request = new Wire.ListReportsRequest { PageSize = 1, ReadMask = new() { Paths = { "name" } } };
        return (await session.Server.Reports.ListReportsAsync(request, session.Server.Call(ct))).Stamp.AsOfPosition;
    }

    private static void Show(Screen screen, Wire.Change change)
    {
        var time = change.Event.Time.ToDateTimeOffset();
        var what = change.ResourceCase switch
        {
            Wire.Change.ResourceOneofCase.Report => $"{change.Report} r{change.Revision} → {Words.Of(change.State)}",
            Wire.Change.ResourceOneofCase.Organ => change.Organ,
            Wire.Change.ResourceOneofCase.Division => change.Division,
            _ => change.CatalogVersion,
        };
        screen.Line($"{time:yyyy-MM-dd HH:mm:ss}Z  {Words.Of(change.Kind)}  {what}");
        ChangeScreen.Show(screen, change.Cells);
    }
}
