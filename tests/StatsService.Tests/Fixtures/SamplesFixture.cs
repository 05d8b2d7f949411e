using StatsService.Tests.CommandLine;
using StatsService.TestTools;

namespace StatsService.Tests.Fixtures;

/// <summary>The service with the reports on file that <c>scripts/run.sh</c> files.</summary>
public sealed class SamplesFixture : ServiceFixture
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        var run = await this.Statsctl("file", Repository.Samples, Path.Combine(Repository.Samples, "neighbours"));
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }
}
