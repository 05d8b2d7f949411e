using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Grpc.Net.Client;

namespace StatsService.Tests.Fixtures;

/// <summary>The service as operators run it: a process of its own, told what to do by environment variables.</summary>
internal sealed partial class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();

    private ServiceProcess(Process process)
    {
        _process = process;
        _process.OutputDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.ErrorDataReceived += (_, line) => _lines.Enqueue(line.Data ?? "");
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>What it has printed so far.</summary>
    public string Output => string.Join('\n', _lines);

    public string GrpcAddress => Addresses[0];

    public string HttpAddress => Addresses[1];

    private List<string> Addresses => [.. Listening().Matches(Output).Select(match => match.Groups["address"].Value)];

    /// <summary>Starts it on free ports and waits until it serves.</summary>
    public static async Task<ServiceProcess> Start(
        string connectionString, params (string Key, string Value)[] settings)
    {
        var service = Launch(connectionString, settings);
        var begun = TimeProvider.System.GetTimestamp();
        while (!service.Output.Contains("Application started", StringComparison.Ordinal))
        {
            var givenUp = service._process.HasExited || TimeProvider.System.GetElapsedTime(begun) > Patience;
            Assert.False(givenUp, service.Output);
            await Task.Delay(50);
        }

        return service;
    }

    /// <summary>Starts it where it is expected to give up by itself.</summary>
    public static async Task<(int ExitCode, string Output)> Run(params (string Key, string Value)[] settings)
    {
        await using var service = Launch("Host=nowhere", settings);
        using var patience = new CancellationTokenSource(Patience);
        await service._process.WaitForExitAsync(patience.Token);
        return (service._process.ExitCode, service.Output);
    }

    public GrpcChannel Connect() => GrpcChannel.ForAddress(GrpcAddress);

    /// <summary>Asks it to stop, as a process manager does, and waits until it has.</summary>
    public async Task Stop()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]);
        using var patience = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(patience.Token);
    }

    /// <summary>kill -9</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await Kill();
        }

        _process.Dispose();
    }

    private static ServiceProcess Launch(string connectionString, (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "StatsService.dll")])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["ConnectionStrings__Stats"] = connectionString;
        start.Environment["Kestrel__Endpoints__Grpc__Url"] = "http://127.0.0.1:0";
        start.Environment["Kestrel__Endpoints__Http__Url"] = "http://127.0.0.1:0";
        foreach (var (key, value) in settings)
        {
            start.Environment[key] = value;
        }

        return new(new Process { StartInfo = start });
    }

    [GeneratedRegex("Now listening on: (?<address>\\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}
