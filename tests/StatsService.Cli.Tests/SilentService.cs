using System.Net;
using System.Net.Sockets;

namespace StatsService.Cli.Tests;

/// <summary>Something listens there, and never answers.</summary>
public sealed class SilentService : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SilentService() => _listener.Start();

    private string Address => $"http://{_listener.LocalEndpoint}";

    [Fact]
    public async Task A_call_is_given_up_after_the_time_allowed()
    {
        var run = await Statsctl.Run("get", "140400/2019-region", "--server", Address, "--timeout", "1");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("--timeout", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_is_given_up_when_no_answer_comes_for_that_time()
    {
        var run = await Statsctl.Run(
            "file", Repository.Sample("140400-2019-region"), "--server", Address, "--timeout", "1");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("--timeout", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_command_ends_with_130()
    {
        using var call = new CancellationTokenSource();
        var running = Statsctl.Interrupted(
            _listener.AcceptTcpClientAsync(call.Token).AsTask(), "forms", "--server", Address, "--timeout", "600");

        Assert.Equal(130, (await running).ExitCode);
    }

    public void Dispose() => _listener.Dispose();
}
