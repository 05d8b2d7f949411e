using StatsService.Cli.Screens;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Statistics;

/// <summary>Years against the years before them, for people.</summary>
internal static class ContinuityScreen
{
    public static void Show(Screen screen, Wire.QueryContinuityResponse answer)
    {
        foreach (var row in answer.Rows)
        {
            var scope = row.Scope == Wire.Scope.Unspecified ? "" : "  " + Words.Of(row.Scope);
            screen.Line($"{row.Title} {row.Organ}  {row.Year - 1} → {row.Year}{scope}", "bold");
            if (row.Checks.Count > 0)
            {
                Show(screen, row);
            }
            else
            {
                screen.Line("  — " + Words.Of(row.Gap));
            }
        }
    }

    private static void Show(Screen screen, Wire.ContinuityRow row)
    {
        var grid = Grids.Create(["结果 outcome", "检查 check"], ["左 left", "右 right", "相差 difference"]);
        foreach (var check in row.Checks)
        {
            grid.AddTexts(
                Words.Of(check.Outcome) + (check.Confirmed ? "（已确认 confirmed）" : ""), check.FindingId,
                check.LeftValue, check.RightValue, check.Difference);
        }

        screen.Show(grid);
        foreach (var check in row.Checks.Where(check => check.Message is not null))
        {
            screen.Line("  " + check.Message.Zh);
            screen.Line("  " + check.Message.En);
        }
    }
}
