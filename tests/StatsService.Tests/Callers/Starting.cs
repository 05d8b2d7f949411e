using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using StatsService.Callers;
using StatsService.Hosting;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Callers;

/// <summary>A service that cannot tell its callers apart starts on loopback only.</summary>
public sealed class Starting
{
    [Theory]
    [InlineData("http://127.0.0.1:5001")]
    [InlineData("http://127.0.0.2:5001")]
    [InlineData("http://[::1]:5001")]
    [InlineData("http://localhost:5001")]
    public void On_loopback_calls_without_a_token_are_the_development_callers(string url) =>
        Assert.True(Start(("Kestrel:Endpoints:Grpc:Url", url)).DevelopmentCaller);

    [Theory]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://0.0.0.0:5002")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://[::]:5002")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://*:5002")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://stats.example.gov.cn:5002")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://127.0.0.1.example.gov.cn:5002")]
    [InlineData("Kestrel:Endpoints:Http:Url", "http://192.168.1.7:5002")]
    [InlineData("urls", "http://127.0.0.1:5002;http://+:5003")]
    [InlineData("http_ports", "8080")]
    public void Where_others_may_reach_the_service_it_needs_keys(string key, string value)
    {
        (string, string)[] settings = [("Kestrel:Endpoints:Grpc:Url", "http://127.0.0.1:5001"), (key, value)];

        var refused = Assert.Throws<StartRefusedException>(() => Start(settings));

        Assert.Contains("请配置Auth:JwksFile", refused.Message, StringComparison.Ordinal);
        Assert.Contains("Set Auth:JwksFile", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_keys_nobody_is_the_development_caller() =>
        Assert.False(Start(("Auth:JwksFile", "/x.json"), ("urls", "http://127.0.0.1:5001")).DevelopmentCaller);

    [Fact]
    public async Task A_start_that_is_refused_ends_with_a_message_and_nothing_else()
    {
        var (code, output) = await ServiceProcess.Run(("Kestrel__Endpoints__Http__Url", "http://0.0.0.0:0"));

        Assert.Equal(1, code);
        Assert.Contains("没有配置Auth:JwksFile，无法验证调用方", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_says_plainly_that_everyone_may_do_everything()
    {
        var database = await TestDatabases.Create();
        await using (var service = await ServiceProcess.Start(database))
        {
            Assert.Contains("本机上每个不带令牌的调用都是开发调用方", service.Output, StringComparison.Ordinal);
            Assert.Contains("who may do everything", service.Output, StringComparison.Ordinal);
            await service.Stop();
        }

        await TestDatabases.Drop(database);
    }

    [Fact]
    public async Task A_start_lays_nothing_down_in_the_home_of_its_user()
    {
        var home = Directory.CreateTempSubdirectory("stats-home-");
        var database = await TestDatabases.Create();
        await using (var service = await ServiceProcess.Start(database, ("HOME", home.FullName)))
        {
            Assert.Empty(home.GetFileSystemInfos());
            await service.Stop();
        }

        home.Delete();
        await TestDatabases.Drop(database);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{ no json")]
    [InlineData("""{ "keys": [] }""")]
    public void A_key_file_that_cannot_be_used_stops_the_start(string? contents)
    {
        var file = Path.Combine(Path.GetTempPath(), $"stats-test-{Guid.NewGuid():N}.json");
        if (contents is not null)
        {
            File.WriteAllText(file, contents);
        }

        var refused = Assert.Throws<StartRefusedException>(() => new JwksFile(file, NullLogger<JwksFile>.Instance));

        Assert.Contains(file, refused.Message, StringComparison.Ordinal);
        File.Delete(file);
    }

    private static CallerOptions Start(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
        var services = new ServiceCollection();
        services.AddCallers(configuration);
        using var provider = services.BuildServiceProvider();
        return provider.GetRequiredService<CallerOptions>();
    }
}
