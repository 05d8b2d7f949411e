using System.CommandLine;
using StatsService.Cli.Server;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Reports;

/// <summary><c>statsctl correct</c>: replaces the contents of a report on file.</summary>
internal static class CorrectCommand
{
    private const string Notes = """
        更正以文件的全部内容替换在案报告：文件中没有的表即被删去。为不覆盖他人的更正，须说明更正的是哪一版：文件自带etag
        （statsctl get -o写出的即有），或用--etag给出；--from-newest表示无论在案的是什么都予替换。
        The file replaces the whole report on file: a table that it leaves out is removed. So that nobody's correction
        is overwritten unseen, say which revision is corrected: by the etag in the file (statsctl get -o writes it) or
        by --etag; --from-newest replaces whatever is on file.
        --json: CorrectReportResponse

        示例 | Examples:
          statsctl get 140400/2019-region -o report.json    # 修改 | change it
          statsctl correct report.json --reason 结转下年度一栏漏填，实为0件 --dry-run
          statsctl correct report.json --reason 结转下年度一栏漏填，实为0件
        """;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "应有内容的报告文件 | The report as it should stand" };
        var reason = new Option<string>("--reason")
        {
            Required = true,
            HelpName = "TEXT",
            Description = "更正理由，随历史保存和公开 | Why; kept in the history and public",
        };
        var etag = new Option<string?>("--etag")
        {
            HelpName = "ETAG",
            Description = "所更正版本的etag | The etag of the revision that is corrected",
        };
        var newest = new Option<bool>("--from-newest")
        {
            Description = "更正在案的最新版本，不论其内容 | Correct the newest revision, whatever it holds",
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "只核对，不保存 | Check everything, store nothing" };
        var onBehalfOf = ReportArguments.OnBehalfOf();
        var command = new DocumentedCommand("correct", "更正在案报告 | Correct a report on file", Notes)
        {
            file, reason, etag, newest, dryRun, onBehalfOf,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(newest) && result.GetValue(etag) is not null)
            {
                result.AddError("--etag与--from-newest只能用其一 | Use one of --etag and --from-newest");
            }
        });
        command.OnRun(async (parsed, session, ct) =>
        {
            var read = ReportFile.Read(parsed.GetRequiredValue(file));
            if (read.Report is not { } report)
            {
                FailureScreen.Show(session.Screen, Refusals.NotUnderstood(read.Problems));
                return ExitCodes.Usage;
            }

            report.Etag = parsed.GetValue(newest)
                ? await ReportArguments.NewestEtag(session, report.Name, ct)
                : parsed.GetValue(etag) ?? report.Etag;
            var request = new Wire.CorrectReportRequest
            {
                Report = report.Etag.Length > 0 ? report : throw WithoutEtag(),
                Reason = parsed.GetRequiredValue(reason),
                OnBehalfOf = ReportArguments.FullOrgan(parsed.GetValue(onBehalfOf) ?? ""),
                ValidateOnly = parsed.GetValue(dryRun),
            };
            return await Correct(session, request, ct);
        });
        return command;
    }

    private static UsageException WithoutEtag() => new(
        "文件没有etag，不知更正的是哪一版：请先用statsctl get -o取得报告再修改，或用--etag给出，或以--from-newest明确替换最新版本。",
        "The file has no etag, so it is not known which revision it corrects: change what statsctl get -o wrote, "
        + "give --etag, or replace the newest revision expressly with --from-newest.");

    private static async Task<int> Correct(Session session, Wire.CorrectReportRequest request, CancellationToken ct)
    {
        request.RequestId = RequestIds.Of(
            "CorrectReport", request.Report,
            request.Report.Etag, request.Reason, request.OnBehalfOf, request.ValidateOnly ? "dry" : "");
        var answer = await session.Server.Reports.CorrectReportAsync(request, session.Server.Call(ct));
        session.Screen.Answer(answer);
        var result = request.ValidateOnly ? "可更正 would be corrected" : "已更正 corrected";
        session.Screen.Line($"{result}  {answer.Report.Name}  r{answer.Report.Revision}", "green");
        ChangeScreen.Show(session.Screen, answer.Changes);
        FindingScreen.Show(session.Screen, answer.Report);
        return ExitCodes.Ok;
    }
}
