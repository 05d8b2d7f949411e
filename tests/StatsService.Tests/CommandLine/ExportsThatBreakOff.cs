using Google.Protobuf;
using StatsService.Tests.Exports;
using StatsService.Tests.Fixtures;
using StatsService.TestTools;

namespace StatsService.Tests.CommandLine;

/// <summary><c>statsctl export</c> leaves no file that is not the whole one, and an earlier one as it was.</summary>
public sealed class ExportsThatBreakOff(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Theory]
    [InlineData(null)]
    [InlineData("before")]
    public async Task Interrupted_in_the_middle(string? earlier)
    {
        using var file = Earlier(earlier);
        var came = new TaskCompletionSource();
        await using var holding = PartsOnTheWay.Serve(service.ConnectionString, async (part, ct) =>
        {
            if (part.Trailer is not null)
            {
                // All bytes are there, and only the trailer could tell.
                came.SetResult();
                await Task.Delay(Timeout.Infinite, ct);
            }
        });

        var run = await Statsctl.Interrupted(
            Written(came.Task, file.Path + ".part"), await Arguments(file.Path, holding));

        Assert.Equal(130, run.ExitCode);
        Assert.Equal(
            [$"已中断，没有写出{file.Path}。", $"Interrupted: {file.Path} was not written."],
            run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal("", run.Output);
        Left(earlier, file.Path);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("before")]
    public async Task With_a_byte_that_is_another_than_the_SHA_256_says(string? earlier)
    {
        using var file = Earlier(earlier);
        await using var flipping = PartsOnTheWay.Serve(service.ConnectionString, (part, _) =>
        {
            if (part.Data.Length > 0)
            {
                var bytes = part.Data.ToByteArray();
                bytes[^1] ^= 1;
                part.Data = ByteString.CopyFrom(bytes);
            }

            return Task.CompletedTask;
        });

        Refused(await Statsctl.Run(await Arguments(file.Path, flipping)));
        Left(earlier, file.Path);
    }

    [Fact]
    public async Task With_fewer_bytes_than_were_sent()
    {
        using var file = new TemporaryFile("reports.csv");
        await using var losing = PartsOnTheWay.Serve(service.ConnectionString, (part, _) =>
        {
            if (part.Data.Length > 0)
            {
                part.Data = ByteString.CopyFrom(part.Data.Span[..^1]);
            }

            return Task.CompletedTask;
        });

        Refused(await Statsctl.Run(await Arguments(file.Path, losing)));
        Left(earlier: null, file.Path);
    }

    private static void Refused(ProgramResult run)
    {
        Assert.Equal(5, run.ExitCode);
        var lines = run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains("与服务所述的SHA-256不符", lines[0], StringComparison.Ordinal);
        Assert.Contains("does not fit the SHA-256 that the service told", lines[1], StringComparison.Ordinal);
        Assert.Equal("", run.Output);
    }

    private static TemporaryFile Earlier(string? content) =>
        new("reports.csv", content is null ? null : System.Text.Encoding.UTF8.GetBytes(content));

    private static void Left(string? earlier, string path)
    {
        Assert.Equal(earlier, File.Exists(path) ? File.ReadAllText(path) : null);
        Assert.Equal(earlier is null ? [] : [path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    /// <summary>All was sent, and the client has begun its file.</summary>
    private static async Task Written(Task sent, string path)
    {
        await sent;
        while (!File.Exists(path))
        {
            await Task.Delay(20);
        }
    }

    private async Task<string[]> Arguments(string path, RunningService server)
    {
        var organ = await TestOrgans.Register(service);
        await service.File(ReportsOfEveryState.Of(organ));
        return ["export", "reports", "--organ", organ, "--out", path, "--server", server.GrpcAddress];
    }
}
