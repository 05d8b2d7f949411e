using StatsService.Cli.Screens;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Statistics;

/// <summary>What a figure is made of, for people.</summary>
internal static class ExplanationScreen
{
    public static void Show(Screen screen, Wire.ExplainFigureResponse answer)
    {
        screen.Line(answer.Explanation.Zh, "bold");
        screen.Line(answer.Explanation.En, "dim");
        var grid = Grids.Create(["来自 From", ""], ["数字 figure", "单元格 cells", "报送 stated"]);
        foreach (var one in answer.Contributions)
        {
            var cells = one.Cells.Select(cell =>
                $"{cell.Label.Zh} {CellText.Of(cell.Value)}{(cell.ProvedZero ? "（证明为0）" : "")}");
            grid.AddTexts(
            [
                one.Header.Title, Source(one.Header), FigureLines.Of(one.Figure).Value, string.Join('\n', cells),
                one.Event is null ? "" : $"{one.Event.Client} {one.Event.Time.ToDateTimeOffset():yyyy-MM-dd HH:mm}Z",
            ]);
        }

        screen.Show(grid);
        foreach (var finding in answer.Contributions.SelectMany(one => one.Findings))
        {
            screen.Line($"  {Words.Of(finding.Strength)} {finding.Message.Zh}");
        }

        if (answer.MissingCount > 0)
        {
            var names = string.Join('、', answer.Missing.Select(organ => organ.Title));
            var more = answer.MissingCount > answer.Missing.Count ? "等" : "";
            screen.Line($"  缺{answer.MissingCount}份 | {answer.MissingCount} missing: {names}{more}");
        }
    }

    private static string Source(Wire.FigureHeader header) =>
        header.SubjectCase == Wire.FigureHeader.SubjectOneofCase.Organ
            ? header.Revision.Split('/') is [_, var organ, _, var report, _, var revision]
                ? $"{organ}/{report} r{revision}"
                : ""
            : $"{header.Division} {(header.Basis == Wire.Basis.Published ? "公布 published" : "汇总 computed")} "
                + $"{header.Coverage.ReportedCount}/{header.Coverage.ExpectedCount}";
}
