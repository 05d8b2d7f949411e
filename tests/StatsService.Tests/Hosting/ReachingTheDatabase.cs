using Npgsql;
using StatsService.Hosting;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Hosting;

/// <summary>An operator's database.</summary>
public sealed class ReachingTheDatabase
{
    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=stats;Username=u;Password=s3cret", "无法连接数据库127.0.0.1:1/stats")]
    [InlineData("Host=127.0.0.1;Password=s3cret;NoSuchSetting=1", "不是有效的连接字符串")]
    public async Task One_that_cannot_be_used_ends_the_start_with_a_message_in_both_languages(
        string connection, string message)
    {
        var (code, output) = await ServiceProcess.Run(("ConnectionStrings__Stats", connection));

        Assert.Equal(1, code);
        Assert.Contains(message, output, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings:Stats", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Options_of_the_operators_own_are_kept_and_win()
    {
        var made = StoreSetup.Connection("Host=x;Options=-c work_mem=64MB");

        Assert.EndsWith(" -c work_mem=64MB", new NpgsqlConnectionStringBuilder(made).Options, StringComparison.Ordinal);
        Assert.Contains("jit=off", made, StringComparison.Ordinal);
    }
}
