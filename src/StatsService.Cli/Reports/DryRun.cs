using StatsService.Cli.Screens;
using StatsService.Cli.Server;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Reports;

/// <summary>The service says what filing would do; nothing is stored.</summary>
internal sealed class DryRun(Session session, IReadOnlyList<string> paths)
{
    private readonly Progress _progress = new(paths.Count);

    public async Task<int> Run(CancellationToken ct)
    {
        var code = ExitCodes.Ok;
        foreach (var path in paths)
        {
            var file = ReportFile.Read(path);
            var answer = await Validate(file, ct);
            Show(file, answer);
            code = Math.Max(code, Code(file, answer));
        }

        return code;
    }

    private static int Code(ReportFile file, Wire.ValidateReportResponse answer) =>
        file.Report is null ? ExitCodes.Usage
        : answer.Refusal is { } refusal ? FailureScreen.Code(refusal)
        : ExitCodes.Ok;

    private async Task<Wire.ValidateReportResponse> Validate(ReportFile file, CancellationToken ct) =>
        file.Report is null
            ? new() { Refusal = Refusals.NotUnderstood(file.Problems) }
            : await session.Server.Reports.ValidateReportAsync(new() { Report = file.Report }, session.Server.Call(ct));

    private void Show(ReportFile file, Wire.ValidateReportResponse answer)
    {
        var screen = session.Screen;
        var (result, style) = answer.Refusal is null
            ? ("可报送 would be filed", "green")
            : ("将被拒 would be refused", "red");
        screen.Answer(answer);
        screen.Line($"{_progress.Next()}  {result}  {file.Path}  {file.Report?.Name}".TrimEnd(), style);
        if (answer.Refusal is { } refusal)
        {
            FindingScreen.Show(screen, refusal);
        }

        ChangeScreen.Show(screen, answer.Changes);
        if (answer.Report is { } report)
        {
            FindingScreen.Show(screen, report);
        }
    }
}
