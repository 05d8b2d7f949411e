using Spectre.Console;
using StatsService.Cli.Screens;

namespace StatsService.Cli.Tests;

/// <summary>A Chinese character takes two columns of a terminal.</summary>
public sealed class TablesWithChineseText
{
    [Fact]
    public void The_lines_of_a_table_are_equally_wide_on_a_terminal()
    {
        var table = Grids.Create(["指标", "Indicator"], ["长治市人民政府\n2019 本行政区域 region"]);
        table.AddTexts("予以公开", "applications.granted", "112");
        table.AddTexts("不予公开：危及“三安全一稳定”", "applications.refused.security_stability", "— 空白");
        table.AddTexts("", "x", "66.67% (2/3) 推算");
        var writer = new StringWriter();
        var output = new AnsiConsoleOutput(writer);
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = output });
        console.Profile.Width = 200;

        console.Write(table);

        var lines = writer.ToString().Split('\n').Where(line => line.Trim().Length > 0);
        Assert.Single(lines.Select(Width).Distinct());
    }

    private static int Width(string line) => line.Sum(letter => letter is >= '\u2E80' and <= '\uFF60' ? 2 : 1);
}
