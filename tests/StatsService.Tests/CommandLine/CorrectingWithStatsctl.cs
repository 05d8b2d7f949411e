using System.Globalization;
using Ogi.Stats.V1;
using StatsService.Canonical;
using StatsService.Tests.Fixtures;
using StatsService.TestTools;

namespace StatsService.Tests.CommandLine;

/// <summary><c>statsctl get</c>, <c>correct</c>, <c>history</c>: a report is read, changed and read again.</summary>
public sealed class CorrectingWithStatsctl(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string Cell = "applications.carried_in@total";

    [Fact]
    public async Task What_get_wrote_can_be_changed_and_handed_to_correct()
    {
        var name = await File(5);
        using var file = await Get(name);
        Change(file, count: 1);

        var run = await service.Statsctl("correct", file.Path, "--reason", "上年结转漏填");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"已更正 corrected  {name}  r2", run.Output, StringComparison.Ordinal);
        Assert.Contains($"{Cell}  0 → 1", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await OnFile(name)).Tables[0].Cells[Cell].Count);
    }

    [Fact]
    public async Task A_file_that_is_older_than_the_report_on_file_is_refused_in_both_languages()
    {
        var name = await File(5);
        using var file = await Get(name);
        Change(file, count: 1);
        await service.Statsctl("correct", file.Path, "--reason", "一");
        Change(file, count: 2);

        var run = await service.Statsctl("correct", file.Path, "--reason", "二");

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("STALE_ETAG", run.Error, StringComparison.Ordinal);
        Assert.Contains("已被他人修改", run.Error, StringComparison.Ordinal);
        Assert.Contains("was changed meanwhile", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_newest_revision_is_corrected_only_where_that_is_asked_for()
    {
        var name = await File(5);
        using var file = StatsctlAtWork.FileOf(BalancedReports.Of(name, 6));

        var refused = await service.Statsctl("correct", file.Path, "--reason", "漏报");
        var corrected = await service.Statsctl("correct", file.Path, "--reason", "漏报", "--from-newest");

        Assert.Equal((2, 0), (refused.ExitCode, corrected.ExitCode));
        Assert.Equal(2, (await OnFile(name)).Revision);
    }

    [Fact]
    public async Task A_dry_run_shows_the_changes_and_stores_nothing()
    {
        var name = await File(5);
        using var file = await Get(name);
        Change(file, count: 1);

        var run = await service.Statsctl("correct", file.Path, "--reason", "上年结转漏填", "--dry-run");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"{Cell}  0 → 1", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await OnFile(name)).Revision);
    }

    [Fact]
    public async Task The_history_tells_who_when_why_and_which_cells()
    {
        var name = await File(5);
        using var file = await Get(name);
        Change(file, count: 1);
        await service.Statsctl("correct", file.Path, "--reason", "上年结转漏填");

        var all = await service.Statsctl("history", name);
        var ofCell = await service.Statsctl("history", name, "--cell", Cell, "--json");

        Assert.Equal(["r2", "r1"], all.Lines.Where(line => line.StartsWith('r')).Select(line => line.Split(' ')[0]));
        Assert.Contains("理由 reason: 上年结转漏填", all.Output, StringComparison.Ordinal);
        Assert.Contains($"{Cell}  0 → 1", all.Output, StringComparison.Ordinal);
        var revision = Assert.Single(Assert.Single(ofCell.Answers<ListReportRevisionsResponse>()).Revisions);
        Assert.Equal($"{name}/revisions/2", revision.Name);
    }

    [Fact]
    public async Task An_earlier_state_is_read_by_revision_position_and_time()
    {
        var name = await File(5);
        var before = await service.Reports.GetReportAsync(new() { Name = name });
        using var file = await Get(name);
        Change(file, count: 1);
        await service.Statsctl("correct", file.Path, "--reason", "上年结转漏填");

        var time = before.Stamp.AsOfTime.ToDateTimeOffset().ToOffset(TimeSpan.FromHours(8))
            .ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffK", CultureInfo.InvariantCulture);
        foreach (var asked in new[]
        {
            new[] { "--revision", "1" },
            ["--as-of", before.Stamp.AsOfPosition],
            ["--as-of", time],
        })
        {
            var run = await service.Statsctl(["get", name, "--json", .. asked]);
            Assert.Equal(1, Assert.Single(run.Answers<GetReportResponse>()).Report.Revision);
        }
    }

    [Fact]
    public async Task A_report_is_shown_with_its_rows_as_the_form_prints_them()
    {
        var name = await File(5);

        var inShort = string.Join('/', name.Split('/') is [_, var organ, _, var report] ? [organ, report] : []);

        var run = await service.Statsctl("get", inShort);

        Assert.Equal(0, run.ExitCode);
        Assert.Matches("(?m)^ +一、本年新收政府信息公开申请数量 +5 +0 +0 ", run.Output);
        Assert.Contains("0 ERROR, 0 WARNING", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_is_not_there_is_refused()
    {
        var run = await service.Statsctl("get", $"{await TestOrgans.Register(service)}/reports/2021-region", "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("\"reason\": \"REPORT_NOT_FOUND\"", run.Error, StringComparison.Ordinal);
    }

    private async Task<string> File(long received)
    {
        var name = $"{await TestOrgans.Register(service)}/reports/2021-region";
        await service.Reports.FileReportAsync(new() { Report = BalancedReports.Of(name, received) });
        return name;
    }

    private async Task<Report> OnFile(string name) =>
        (await service.Reports.GetReportAsync(new() { Name = name })).Report;

    private async Task<TemporaryFile> Get(string name)
    {
        var file = new TemporaryFile("report.json");
        Assert.Equal(0, (await service.Statsctl("get", name, "-o", file.Path)).ExitCode);
        return file;
    }

    private static void Change(TemporaryFile file, long count)
    {
        var report = CanonicalJson.Read(System.IO.File.ReadAllBytes(file.Path), [])!;
        report.Tables[0].Cells[Cell].Count = count;
        System.IO.File.WriteAllText(file.Path, CanonicalJson.Write(report));
    }
}
