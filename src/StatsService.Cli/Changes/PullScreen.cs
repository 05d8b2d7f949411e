using System.Globalization;
using StatsService.Cli.Screens;
using StatsService.Client.Following;

namespace StatsService.Cli.Changes;

/// <summary>How far a copy is: a bar on a terminal, a line at the end elsewhere.</summary>
internal sealed class PullScreen(Action<BarState> show) : IProgress<FollowerProgress>
{
    private (long Resources, long Changes) _applied;
    private string _position = "";

    public void Report(FollowerProgress value)
    {
        _position = value.Position.Length > 0 ? value.Position : _position;
        switch (value.Phase)
        {
            case FollowerPhase.Snapshot:
                _applied.Resources = value.Count;
                show(new("快照 snapshot", value.Count, value.Total));
                break;
            case FollowerPhase.Interrupted:
                show(new("服务不可达，重试中 not reachable, trying again", 0, Total: null));
                break;
            default:
                _applied.Changes = value.Count;
                show(new("变更 changes", value.Count, value.Total));
                break;
        }
    }

    public void End(Screen screen, string target)
    {
        var (resources, changes) = (Number(_applied.Resources), Number(_applied.Changes));
        screen.Line(
            $"{target}已是最新：快照{resources}项，变更{changes}项 | "
            + $"{target} is up to date: {resources} resources of a snapshot, {changes} changes");
        screen.Line($"  position {_position}");
    }

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
