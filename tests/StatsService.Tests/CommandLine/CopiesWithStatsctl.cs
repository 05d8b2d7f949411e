using StatsService.Tests.Fixtures;

namespace StatsService.Tests.CommandLine;

/// <summary><c>statsctl mark-copy</c> and <c>unmark-copy</c>.</summary>
public sealed class CopiesWithStatsctl(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task A_copy_is_marked_by_its_short_name_and_unmarked_and_the_history_tells_both()
    {
        string[] names = [await service.NewReport(), await service.NewReport()];
        foreach (var name in names)
        {
            await service.File(new() { Name = name, Tables = { MadeUpReports.Telling(7) } });
        }

        var parts = names[0].Split('/');
        var marked = await service.Statsctl(
            "mark-copy", $"{parts[1]}/{parts[3]}", "--of", names[1], "--reason", "误将另一机关的表格上传");
        Assert.Equal(0, marked.ExitCode);
        Assert.Contains($"已标记为副本 marked a copy  {names[0]}  r2  → {names[1]}", marked.Output, StringComparison.Ordinal);
        var shown = await service.Statsctl("get", names[0]);
        Assert.Contains($"copy of: {names[1]}", shown.Output, StringComparison.Ordinal);

        var unmarked = await service.Statsctl("unmark-copy", names[0], "--reason", "经核实确实相同");
        Assert.Equal(0, unmarked.ExitCode);
        var history = await service.Statsctl("history", names[0]);
        Assert.Contains("标记为副本 marked_copy", history.Output, StringComparison.Ordinal);
        Assert.Contains("取消副本标记 unmarked_copy", history.Output, StringComparison.Ordinal);
        var again = await service.Statsctl("unmark-copy", names[0], "--reason", "再次");
        Assert.Equal(1, again.ExitCode);
        Assert.Contains("NOT_A_COPY", again.Error, StringComparison.Ordinal);
    }
}
