using System.Diagnostics;
using StatsService.TestTools;

namespace StatsService.Tests.Following;

/// <summary>A follower, a process of its own that is killed and started again.</summary>
/// <param name="command">Of the next start: the program and its arguments.</param>
/// <param name="line">Told each whole line that it prints.</param>
/// <param name="environment">What it finds set.</param>
internal sealed class FollowingProcess(
    Func<IReadOnlyList<string>> command, Action<string> line, params (string Key, string? Value)[] environment)
    : IAsyncDisposable
{
    private Process? _process;
    private Task _reading = Task.CompletedTask;
    private Task<string> _complaints = Task.FromResult("");

    /// <summary>statsctl as a follower.</summary>
    /// <param name="arguments">Of the next start.</param>
    /// <param name="line">Told each whole line that it prints.</param>
    public static FollowingProcess Statsctl(Func<IReadOnlyList<string>> arguments, Action<string> line) =>
        new(() => ["dotnet", Path.Combine(AppContext.BaseDirectory, "statsctl.dll"), .. arguments()], line);

    public void Start()
    {
        _process = Programs.Start(command()[0], command().Skip(1), environment);
        _reading = Read(_process);
        _complaints = _process.StandardError.ReadToEndAsync();
    }

    /// <summary>What it complained of, up to its end.</summary>
    public async Task<string> Complaints()
    {
        await Kill();
        return await _complaints;
    }

    /// <summary>kill -9. It may have ended by itself, because the service was not there.</summary>
    public async Task Kill()
    {
        if (_process is not { } process)
        {
            return;
        }

        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        await _reading;
        process.Dispose();
        _process = null;
    }

    public async Task Restart()
    {
        await Kill();
        Start();
    }

    /// <summary>Whether it gave up: who runs it starts it again.</summary>
    public bool HasEnded => _process is { HasExited: true };

    public async ValueTask DisposeAsync() => await Kill();

    private async Task Read(Process process)
    {
        // A last line without its end was cut off by a kill: it was never printed.
        var text = "";
        var buffer = new char[64 * 1024];
        int read;
        while ((read = await process.StandardOutput.ReadAsync(buffer)) > 0)
        {
            text += new string(buffer, 0, read);
            for (int end; (end = text.IndexOf('\n', StringComparison.Ordinal)) >= 0; text = text[(end + 1)..])
            {
                line(text[..end]);
            }
        }
    }
}
