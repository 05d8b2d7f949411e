using System.CommandLine;
using StatsService.Cli.Statistics;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Exports;

/// <summary><c>statsctl export</c>: reports or figures as a file of any size.</summary>
internal static class ExportCommand
{
    private const string Notes = """
        先写入FILE.part，核对SHA-256和字节数后改名为FILE；中断时没有FILE。
        FILE.part is written first, and becomes FILE once SHA-256 and bytes agree.
        --json: 清单、结尾各一行 | a line with the manifest and one with the trailer

        示例 | Examples:
          statsctl export reports --division 140000 --year 2019-2024 --format csv --bom --out reports.csv
          statsctl export reports --organ 140400 --format xlsx_official --out 140400.xlsx
          statsctl export figures --division 140000 --children --year 2019 --indicator applications.* --out a.parquet
          statsctl export reports --division 000000 --estimate
        """;

    public static Command Create() => new("export", "导出为文件 | Export to a file") { Reports(), Figures() };

    private static DocumentedCommand Reports()
    {
        var (filter, file) = (new ReportFilterOptions(), new FileOptions(official: true));
        var command = new DocumentedCommand("reports", "报告，每格一行，或按表式 | Reports: a row a cell, or as printed", Notes);
        filter.AddTo(command);
        file.AddTo(command);
        command.OnRun((parsed, session, ct) =>
        {
            var request = new Wire.ExportReportsRequest
            {
                Parent = filter.Parent(parsed),
                Filter = filter.Filter(parsed),
                Format = file.Format(parsed),
                Read = filter.Read(parsed),
            };
            return file.IsEstimate(parsed)
                ? ExportEstimate.Show(session, new() { Reports = request }, ct)
                : Download.Run(
                    session, file.Path(parsed),
                    options => session.Server.Exports.ExportReports(request, options), response => response.Part, ct);
        });
        return command;
    }

    private static DocumentedCommand Figures()
    {
        var (selection, file) = (new SelectionOptions(ofDivisions: true), new FileOptions(official: false));
        var indicators = Measures.Option();
        var command = new DocumentedCommand("figures", "指标数字，每个一行 | Figures of indicators: a row each", Notes);
        selection.AddTo(command);
        command.Add(indicators);
        file.AddTo(command);
        command.OnRun((parsed, session, ct) =>
        {
            var request = new Wire.ExportFiguresRequest
            {
                Selection = selection.Selection(parsed),
                Measures = { parsed.GetRequiredValue(indicators).Select(Measures.Parse) },
                Format = file.Format(parsed),
                Read = selection.Read(parsed),
            };
            return file.IsEstimate(parsed)
                ? ExportEstimate.Show(session, new() { Figures = request }, ct)
                : Download.Run(
                    session, file.Path(parsed),
                    options => session.Server.Exports.ExportFigures(request, options), response => response.Part, ct);
        });
        return command;
    }
}
