using System.CommandLine;
using StatsService.Cli.Screens;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Reports;

/// <summary><c>statsctl mark-copy</c> and <c>unmark-copy</c>: what a registrar makes of identical tables.</summary>
internal static class CopyCommands
{
    private const string MarkNotes = """
        两份报告须年度相同、各表完全相同（检查发现report.identical），且属于不同机关。副本仍算已报送，其数字不计入任何汇总；
        更正副本即取消标记。
        Both reports are of one year, with the same tables (the finding report.identical), of two organs. The copy still
        counts as reported; its figures are in no sum. A correction of the copy ends the mark.
        --json: MarkCopyResponse

        示例 | Example:
          statsctl mark-copy 140403/2021-organ --of 140400/2021-organ --reason 误将另一机关的表格上传
        """;

    private const string UnmarkNotes = """
        --json: UnmarkCopyResponse

        示例 | Example:
          statsctl unmark-copy 140403/2021-organ --reason 经核实两机关数字确实相同
        """;

    public static Command Mark()
    {
        var name = ReportArguments.Name();
        var original = new Option<string>("--of")
        {
            Required = true,
            HelpName = "NAME",
            Description = "原件：另一机关的报告 | The original, a report of another organ",
        };
        var (reason, onBehalfOf) = (Reason(), ReportArguments.OnBehalfOf());
        var command = new DocumentedCommand(
            "mark-copy", "将报告标记为副本，不计入汇总 | Mark a report a copy, out of all sums", MarkNotes)
        {
            name, original, reason, onBehalfOf,
        };
        command.OnRun(async (parsed, session, ct) =>
        {
            var request = new Wire.MarkCopyRequest
            {
                Name = ReportArguments.FullName(parsed.GetRequiredValue(name)),
                CopyOf = ReportArguments.FullName(parsed.GetRequiredValue(original)),
                Reason = parsed.GetRequiredValue(reason),
                OnBehalfOf = ReportArguments.FullOrgan(parsed.GetValue(onBehalfOf) ?? ""),
            };
            request.Etag = await ReportArguments.NewestEtag(session, request.Name, ct);
            request.RequestId = RequestIds.Of(
                "MarkCopy", new() { Name = request.Name },
                request.Etag, request.CopyOf, request.Reason, request.OnBehalfOf);
            var answer = await session.Server.Reports.MarkCopyAsync(request, session.Server.Call(ct));
            session.Screen.Answer(answer);
            Show(session.Screen, "已标记为副本 marked a copy", answer.Report);
            return ExitCodes.Ok;
        });
        return command;
    }

    public static Command Unmark()
    {
        var (name, reason, onBehalfOf) = (ReportArguments.Name(), Reason(), ReportArguments.OnBehalfOf());
        var command = new DocumentedCommand(
            "unmark-copy", "取消副本标记，重新计入汇总 | Take the mark of a copy away: it counts again", UnmarkNotes)
        {
            name, reason, onBehalfOf,
        };
        command.OnRun(async (parsed, session, ct) =>
        {
            var request = new Wire.UnmarkCopyRequest
            {
                Name = ReportArguments.FullName(parsed.GetRequiredValue(name)),
                Reason = parsed.GetRequiredValue(reason),
                OnBehalfOf = ReportArguments.FullOrgan(parsed.GetValue(onBehalfOf) ?? ""),
            };
            request.Etag = await ReportArguments.NewestEtag(session, request.Name, ct);
            request.RequestId = RequestIds.Of(
                "UnmarkCopy", new() { Name = request.Name }, request.Etag, request.Reason, request.OnBehalfOf);
            var answer = await session.Server.Reports.UnmarkCopyAsync(request, session.Server.Call(ct));
            session.Screen.Answer(answer);
            Show(session.Screen, "已取消标记 unmarked", answer.Report);
            return ExitCodes.Ok;
        });
        return command;
    }

    private static Option<string> Reason() => new("--reason")
    {
        Required = true,
        HelpName = "TEXT",
        Description = "理由，随历史保存和公开 | Why; kept in the history and public",
    };

    private static void Show(Screen screen, string done, Wire.Report report)
    {
        var copyOf = report.CopyOf.Length > 0 ? $"  → {report.CopyOf}" : "";
        screen.Line($"{done}  {report.Name}  r{report.Revision}{copyOf}", "green");
    }
}
