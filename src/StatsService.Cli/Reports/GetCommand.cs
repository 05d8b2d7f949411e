using System.CommandLine;
using StatsService.Canonical;

namespace StatsService.Cli.Reports;

/// <summary><c>statsctl get</c>: a report as it is or was.</summary>
internal static class GetCommand
{
    private const string Notes = """
        -o写出的文件是规范JSON，带etag，可修改后用statsctl correct更正。
        -o writes canonical JSON with the etag: change it and hand it to statsctl correct.
        --json: GetReportResponse

        示例 | Examples:
          statsctl get organs/140400/reports/2019-region
          statsctl get 140400/2019-region --revision 1
          statsctl get 140400/2019-region --as-of 2026-03-02T09:00+08:00 -o report.json
        """;

    public static Command Create()
    {
        var name = ReportArguments.Name();
        var asOf = ReportArguments.AsOf();
        var revision = new Option<long>("--revision") { HelpName = "N", Description = "第N版 | Revision N" };
        var output = new Option<string?>("--output", "-o")
        {
            HelpName = "FILE",
            Description = "将报告写入文件 | Write the report to a file",
        };
        var command = new DocumentedCommand("get", "读取报告 | Get a report", Notes) { name, asOf, revision, output };
        command.OnRun(async (parsed, session, ct) =>
        {
            var answer = await session.Server.Reports.GetReportAsync(
                new()
                {
                    Name = ReportArguments.FullName(parsed.GetRequiredValue(name)),
                    Read = ReportArguments.ReadPoint(parsed.GetValue(asOf)),
                    Revision = parsed.GetValue(revision),
                },
                session.Server.Call(ct));
            session.Screen.Answer(answer);
            if (parsed.GetValue(output) is { } path)
            {
                await File.WriteAllTextAsync(path, CanonicalJson.Write(answer.Report), ct);
                session.Screen.Note($"{answer.Report.Name} r{answer.Report.Revision} → {path}");
            }
            else
            {
                ReportScreen.Show(session.Screen, answer.Report);
            }

            return ExitCodes.Ok;
        });
        return command;
    }
}
