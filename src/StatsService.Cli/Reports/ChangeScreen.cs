using StatsService.Cli.Screens;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Reports;

/// <summary>Cells that changed, old and new.</summary>
internal static class ChangeScreen
{
    private const int Most = 30;

    public static void Show(Screen screen, IReadOnlyCollection<Wire.CellChange> changes)
    {
        foreach (var change in changes.Take(Most))
        {
            screen.Line($"    {change.Cell}  {CellText.Of(change.OldValue)} → {CellText.Of(change.NewValue)}");
        }

        if (changes.Count > Most)
        {
            screen.Line($"    …另有{changes.Count - Most}处，见--json | {changes.Count - Most} more, see --json");
        }
    }
}
