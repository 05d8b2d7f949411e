using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using StatsService.Tests.Fixtures;
using StatsService.TestTools;

namespace StatsService.Tests.Clients;

/// <summary>The examples in <c>examples/</c> that ask, and file.</summary>
public sealed class AskingExamples(SamplesFixture service) : IClassFixture<SamplesFixture>
{
    [NeedsFact(PythonModules.Compiler, PythonModules.Plugin, PythonModules.Python, PythonModules.Grpc)]
    public async Task Python_files_a_report_reads_it_and_may_be_run_again()
    {
        var organ = await TestOrgans.Register(service);
        using var report = CommandLine.StatsctlAtWork.FileOf(SampleReports.Changzhi2019(organ));

        var first = await Python(report.Path);
        var again = await Python(report.Path);

        // The sample is on file as another organ's, too, which is a finding.
        Assert.Equal(
            [
                $"{organ}/reports/2019-region revision 1 findings 1",
                "2019 received_count 181", "2019 carried_in_count 1", "2019 granted_count 112", "2019 total_count 182",
                "2019 carried_out_count absent",
            ],
            first.Lines);
        Assert.Equal(first.Lines, again.Lines);
    }

    [NeedsFact(PythonModules.Compiler, PythonModules.Plugin, PythonModules.Python, PythonModules.Grpc)]
    public async Task Python_tells_why_it_was_refused()
    {
        using var report = CommandLine.StatsctlAtWork.FileOf(SampleReports.Changzhi2019("organs/999999"));

        var run = await Python(report.Path);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("INVALID_ARGUMENT UNKNOWN_ORGAN ", run.Error, StringComparison.Ordinal);
        Assert.Contains("没有登记的机关", run.Error, StringComparison.Ordinal);
    }

    [NeedsFact("curl", "buf")]
    public async Task Curl_buf_and_statsctl_are_told_the_same()
    {
        Tools.Require("buf");
        var statsctl = Path.Combine(AppContext.BaseDirectory, "statsctl.dll");
        var example = Path.Combine(Repository.Root, "examples/shell/outcomes.sh");

        var printed = await Programs.Run("bash", [
            "-c", $"statsctl() {{ dotnet '{statsctl}' \"$@\"; }}; export -f statsctl; bash '{example}' \"$@\"",
            "bash", service.GrpcAddress, service.HttpAddress, "organs/110116", "2018",
        ]);

        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(printed));
        var totals = await JsonSerializer.DeserializeAsyncEnumerable<JsonNode>(stream, topLevelValues: true)
            .Select(answer => answer!["rows"]![0]!["total"]!).ToListAsync();
        Assert.Equal(3, totals.Count);
        Assert.Equal("192", (string?)totals[0]["receivedCount"]);
        Assert.All(totals, total => Assert.True(JsonNode.DeepEquals(totals[0], total), total.ToJsonString()));
    }

    private async Task<ProgramResult> Python(string report)
    {
        using var process = Programs.Start(
            PythonModules.Python,
            [
                Path.Combine(Repository.Root, "examples/python/outcomes.py"), new Uri(service.GrpcAddress).Authority,
                report,
            ],
            await PythonModules.Environment());
        return await Programs.End(process);
    }
}
