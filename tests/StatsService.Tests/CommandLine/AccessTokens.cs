using StatsService.Tests.Fixtures;
using StatsService.TestTools;

namespace StatsService.Tests.CommandLine;

/// <summary>A service that wants to know who calls.</summary>
public sealed class AccessTokens(SignedInFixture service) : IClassFixture<SignedInFixture>
{
    private const string Sample = "140400-2019-region";

    [Theory]
    [InlineData]
    [InlineData("--token", "no-token")]
    public async Task Without_a_valid_token_the_exit_code_is_4_and_the_way_out_is_named(params string[] token)
    {
        var run = await service.Statsctl(["forms", .. token]);

        Assert.Equal(4, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.Contains("STATS_TOKEN", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("no-token", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_valid_token_from_the_option_or_the_environment_the_service_answers()
    {
        var token = Token("reader");

        var option = await service.Statsctl("forms", "--token", token);
        var variable = await Statsctl.RunWith("STATS_TOKEN", token, "forms", "--server", service.GrpcAddress);

        Assert.Equal((0, 0), (option.ExitCode, variable.ExitCode));
    }

    [Fact]
    public async Task With_a_token_that_does_not_allow_it_the_exit_code_is_4()
    {
        var run = await service.Statsctl("file", Repository.Sample(Sample), "--token", Token("reader"));

        Assert.Equal(4, run.ExitCode);
        Assert.DoesNotContain("已报送", run.Output, StringComparison.Ordinal);
    }

    private string Token(string role) => service.Key.Token(new(StringComparer.Ordinal)
    {
        ["client_id"] = "statsctl-test",
        ["roles"] = new[] { role },
    });
}
