using Ogi.Stats.V1;
using StatsService.Canonical;
using StatsService.Tests.Fixtures;
using StatsService.TestTools;

namespace StatsService.Tests.CommandLine;

/// <summary><c>statsctl file</c> against the service.</summary>
public sealed class FilingWithStatsctl(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Each_file_gets_a_line_and_a_refused_one_stops_no_other()
    {
        var (one, other) = (await TestOrgans.Register(service), await TestOrgans.Register(service));
        using var first = StatsctlAtWork.FileOf(BalancedReports.Of($"{one}/reports/2021-region", 5));
        using var unknown = StatsctlAtWork.FileOf(BalancedReports.Of("organs/nobody/reports/2021-region", 5));
        using var broken = new TemporaryFile("report.json", """{ "nmae": "" }""");
        using var second = StatsctlAtWork.FileOf(BalancedReports.Of($"{other}/reports/2021-region", 6));

        var run = await service.Statsctl("file", first.Path, unknown.Path, broken.Path, second.Path);

        Assert.Equal(2, run.ExitCode);
        Assert.Matches($"(?m)^1/4  已报送 filed  .*{one}/reports/2021-region  r1  0 ERROR", run.Output);
        Assert.Matches("(?m)^2/4  被拒 refused  .*organs/nobody/reports/2021-region", run.Output);
        Assert.Contains("UNKNOWN_ORGAN", run.Output, StringComparison.Ordinal);
        Assert.Matches("(?m)^3/4  不可读 unreadable  ", run.Output);
        Assert.Matches($"(?m)^4/4  已报送 filed  .*{other}/reports/2021-region  r1", run.Output);
    }

    [Fact]
    public async Task The_samples_are_filed_for_their_own_organs_with_the_findings_that_they_have()
    {
        var run = await service.Statsctl("file", Repository.Samples);

        Assert.Equal(0, run.ExitCode);
        Assert.Matches("(?m)organs/110116/reports/2018-region  r1  2 ERROR, 2 WARNING, 0 INFO$", run.Output);
        Assert.Matches("(?m)organs/140400/reports/2019-region  r1  0 ERROR, 0 WARNING, ", run.Output);
        Assert.Matches("(?m)organs/130127/reports/2018-unknown  r1  0 ERROR, ", run.Output);
        Assert.Matches("(?m)organs/621027/reports/2017-unknown  r1  0 ERROR, ", run.Output);
        Assert.Matches("(?m)organs/440608/reports/2016-unknown  r1  0 ERROR, ", run.Output);
        Assert.Contains("5 已报送 filed", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_again_the_same_command_changes_nothing_even_after_a_correction()
    {
        var name = $"{await TestOrgans.Register(service)}/reports/2021-region";
        using var file = StatsctlAtWork.FileOf(BalancedReports.Of(name, 5));
        await service.Statsctl("file", file.Path);
        using var corrected = StatsctlAtWork.FileOf(BalancedReports.Of(name, 7));
        await service.Statsctl("correct", corrected.Path, "--from-newest", "--reason", "漏报2件");

        var run = await service.Statsctl("file", file.Path, "--json");

        Assert.Equal(0, run.ExitCode);
        var firstAnswerAgain = Assert.Single(run.Answers<BatchFileReportsResponse>());
        Assert.Equal(1, firstAnswerAgain.Filed.Revision);
        var onFile = (await service.Reports.GetReportAsync(new() { Name = name })).Report;
        Assert.Equal((2, 7), (onFile.Revision, onFile.Tables[0].Cells["applications.received_new@total"].Count));
    }

    [Fact]
    public async Task A_withdrawn_report_is_filed_anew_on_demand()
    {
        var name = $"{await TestOrgans.Register(service)}/reports/2021-region";
        using var file = StatsctlAtWork.FileOf(BalancedReports.Of(name, 5));
        await service.Statsctl("file", file.Path);
        var etag = (await service.Reports.GetReportAsync(new() { Name = name })).Report.Etag;
        await service.Reports.WithdrawReportAsync(new() { Name = name, Etag = etag, Reason = "误报" });

        await service.Statsctl("file", file.Path);
        Assert.Equal(ReportState.Withdrawn, (await service.Reports.GetReportAsync(new() { Name = name })).Report.State);
        await service.Statsctl("file", file.Path, "--anew");

        Assert.Equal(ReportState.Filed, (await service.Reports.GetReportAsync(new() { Name = name })).Report.State);
    }

    [Fact]
    public async Task A_dry_run_says_what_would_happen_and_stores_nothing()
    {
        var name = $"{await TestOrgans.Register(service)}/reports/2021-region";
        using var file = StatsctlAtWork.FileOf(BalancedReports.WithOneError(name, 5));

        var run = await service.Statsctl("file", file.Path, "--dry-run");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("would be filed", run.Output, StringComparison.Ordinal);
        Assert.Contains("ERROR", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await service.Statsctl("get", name)).ExitCode);
    }

    [Fact]
    public async Task Three_hundred_files_of_a_folder_are_filed_in_their_order()
    {
        const int Files = 300;
        var organ = await TestOrgans.Register(service);
        using var file = new TemporaryFile("000.json");
        var folder = Path.GetDirectoryName(file.Path)!;
        for (var i = 0; i < Files; i++)
        {
            var report = BalancedReports.Of($"{organ}/reports/{2008 + (i % 90)}-{Scopes[i / 90]}", i);
            await File.WriteAllTextAsync(Path.Combine(folder, $"{i:000}.json"), CanonicalJson.Write(report));
        }

        var run = await service.Statsctl("file", folder, "--json");

        Assert.Equal(0, run.ExitCode);
        var answers = run.Answers<BatchFileReportsResponse>();
        Assert.Equal(Enumerable.Range(0, Files).Select(i => (long)i), answers.Select(answer => answer.Index));
        Assert.Equal($"{organ}/reports/2008-organ", answers[0].Report);
        Assert.All(answers, answer => Assert.True(answer.Changed));
    }

    private static readonly string[] Scopes = ["organ", "level", "region", "unknown"];
}
