using System.CommandLine;
using StatsService.Cli.Reports;
using StatsService.Cli.Screens;
using StatsService.Cli.Server;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Registry;

/// <summary><c>statsctl organs import</c>: registers organs from a CSV file, or brings them up to date.</summary>
internal static class ImportOrgans
{
    private const string Notes = $"""
        CSV文件（UTF-8，首行为列名） | A CSV file (UTF-8, column names in the first line):
          {OrganCsv.Columns}
          必需 | needed: name, kind, division
          id          政府用区划代码，其他用统一社会信用代码；为空则由服务编号 | division code of a government, else the unified
                      social credit code; empty: the service gives one
          name        正式名称 | the official name
          kind        government, general_office, department, township, vertical_system, zone, public_institution
          division    区划代码 | division code
          aliases     别名，用;分隔 | other names, separated by ;
          codes       其他编码，用;分隔 | other codes, separated by ;
          parent      上级机关 | the organ above
          first_year  起始年度，不详则空 | the first year in which it exists, empty where unknown
          last_year   终止年度，现存或不详则空 | the last one, empty where it exists or is unknown
          source      出处 | where it was learnt from
        已登记的机关得到更新，文件没有列出的名称、别名和编码予以保留。任一行有误则全部不送出。
        An organ that is registered is updated; names, aliases and codes that the file does not list are kept.
        If a line is wrong, nothing is sent.

        退出码 | Exit code: 0；有被拒为1 | 1 if one is refused；文件有误为2 | 2 if the file is wrong
        --json: 每行一个BatchUpsertOrgansResponse | a BatchUpsertOrgansResponse for each line

        示例 | Example: statsctl organs import organs.csv --dry-run
        """;

    public static DocumentedCommand Create()
    {
        var file = new Argument<string>("FILE.csv") { Description = "CSV文件 | CSV file" };
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "只说明会怎样，不保存 | Say what would happen, store nothing",
        };
        var command = new DocumentedCommand("import", "从CSV登记或更新机关 | Register or update organs from CSV", Notes)
        {
            file, dryRun,
        };
        command.OnRun(async (parsed, session, ct) =>
        {
            var csv = OrganCsv.Read(parsed.GetRequiredValue(file));
            foreach (var problem in csv.Problems)
            {
                var (zh, en) = problem.Text;
                session.Screen.Complain(new($"第{problem.Line}行：{zh}", $"Line {problem.Line}: {en}"));
            }

            return csv.Problems.Count > 0
                ? ExitCodes.Usage
                : await Import(session, csv.Rows, parsed.GetValue(dryRun), ct);
        });
        return command;
    }

    private static async Task<int> Import(
        Session session, IReadOnlyList<OrganRow> rows, bool dryRun, CancellationToken ct)
    {
        var (server, screen) = (session.Server, session.Screen);
        var progress = new Progress(rows.Count);
        var results = new Dictionary<string, int>(StringComparer.Ordinal);
        var code = ExitCodes.Ok;
        var requests = rows.Select(row => new Wire.BatchUpsertOrgansRequest
        {
            Organ = row.Organ,
            ValidateOnly = dryRun,
        });
        await foreach (var answer in BatchCall.Run(server, server.Registry.BatchUpsertOrgans, requests, ct))
        {
            var row = rows[(int)answer.Index];
            var result = Result(answer.Result, dryRun);
            screen.Answer(answer);
            screen.Line(
                $"{progress.Next()}  {result}  L{row.Line}  {answer.Organ}  {row.Organ.Names[0].Title}",
                answer.Error is null ? "green" : "red");
            results[result] = results.GetValueOrDefault(result) + 1;
            if (answer.Error is { } error)
            {
                FindingScreen.Show(screen, error);
                code = Math.Max(code, FailureScreen.Code(error));
            }
        }

        screen.Line(string.Join(", ", results.Select(result => $"{result.Value} {result.Key}")));
        return code;
    }

    private static string Result(Wire.UpsertResult result, bool dryRun) => (dryRun ? "将" : "") + result switch
    {
        Wire.UpsertResult.Created => "登记 created",
        Wire.UpsertResult.Updated => "更新 updated",
        Wire.UpsertResult.Unchanged => "不变 unchanged",
        _ => "被拒 refused",
    };
}
