using StatsService.Cli.Screens;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Registry;

/// <summary>Divisions for people.</summary>
internal static class DivisionScreen
{
    public static void Show(Screen screen, IEnumerable<Wire.Division> divisions)
    {
        var grid = Grids.Texts("区划 Division", "名称 Name", "级别 Level", "上级 Parent", "年度 Years");
        foreach (var division in divisions)
        {
            grid.AddTexts(
                division.Name, division.Title, Words.Of(division.Level), division.Parent, Words.Of(division.Years));
        }

        screen.Show(grid);
    }

    public static void Show(Screen screen, Wire.Division division)
    {
        screen.Line($"{division.Name}  {division.Title}", "bold");
        foreach (var (label, text) in new[]
        {
            ("级别 level", Words.Of(division.Level)),
            ("上级 parent", division.Parent),
            ("年度 years", Words.Of(division.Years)),
            ("原代码 former", division.Former ? "是 yes" : ""),
            ("历年名称 names", string.Join("; ", division.Names.Select(name => With(name.Title, name.Years)))),
            ("历年上级 parents", string.Join("; ", division.Parents.Select(above => With(above.Parent, above.Years)))),
            ("沿革 changes", string.Join("; ", division.Changes.Select(Change))),
            ("来源 source", division.Source),
        })
        {
            if (text.Length > 0)
            {
                screen.Line($"  {label}: {text}");
            }
        }
    }

    private static string With(string text, Wire.YearRange? years) => $"{text} {Words.Of(years)}".TrimEnd();

    private static string Change(Wire.DivisionChange change)
    {
        var after = change.Kind switch
        {
            Wire.DivisionChangeKind.Renamed => change.Title,
            Wire.DivisionChangeKind.Transferred => change.Parent,
            _ => string.Join(", ", change.Successors),
        };
        return $"{change.Year} {Words.Of(change.Kind)} {string.Join(", ", change.Predecessors)} → {after}";
    }
}
