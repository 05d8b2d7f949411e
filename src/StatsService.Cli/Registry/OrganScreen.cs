using StatsService.Cli.Screens;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Registry;

/// <summary>Organs for people.</summary>
internal static class OrganScreen
{
    public static void Show(Screen screen, IEnumerable<Wire.Organ> organs)
    {
        var grid = Grids.Texts("机关 Organ", "名称 Name", "类型 Kind", "区划 Division", "年度 Years");
        foreach (var organ in organs)
        {
            var title = organ.Names.FirstOrDefault()?.Title ?? "";
            grid.AddTexts(organ.Name, title, Words.Of(organ.Kind), organ.Division, Words.Of(organ.Years));
        }

        screen.Show(grid);
    }

    public static void Show(Screen screen, Wire.Organ organ)
    {
        screen.Line($"{organ.Name}  {organ.Names.FirstOrDefault()?.Title}", "bold");
        foreach (var (label, text) in new[]
        {
            ("类型 kind", Words.Of(organ.Kind)),
            ("区划 division", organ.Division),
            ("上级 parent", organ.Parent),
            ("年度 years", Words.Of(organ.Years)),
            ("历年名称 names", string.Join("; ", organ.Names.Select(Name))),
            ("别名 aliases", string.Join("; ", organ.Aliases)),
            ("编码 codes", string.Join("; ", organ.Codes)),
            ("沿革 successions", string.Join("; ", organ.Successions.Select(Succession))),
            ("免报 exemptions", string.Join("; ", organ.Exemptions.Select(Exemption))),
            ("来源 source", organ.Source),
        })
        {
            if (text.Length > 0)
            {
                screen.Line($"  {label}: {text}");
            }
        }
    }

    private static string Name(Wire.TimedName name) => $"{name.Title} {Words.Of(name.Years)}".TrimEnd();

    private static string Exemption(Wire.Exemption exemption) =>
        $"{exemption.Year} {Words.Of(exemption.Scope)} {exemption.Reason}";

    private static string Succession(Wire.Succession succession) =>
        $"{succession.Year} {EnumWords.Of(succession.Kind)} "
        + $"{string.Join(", ", succession.Predecessors)} → {string.Join(", ", succession.Successors)}";
}
