using System.Diagnostics;

namespace StatsService.Benchmarks;

/// <summary><c>statsctl</c> as a process of its own.</summary>
internal static class StatsctlProcess
{
    /// <param name="enough">Whether a line that it writes is the last that is waited for. Null: until it ends.</param>
    public static async Task<Ran> Run(string address, Func<string, bool>? enough, params string[] args)
    {
        var begun = Stopwatch.GetTimestamp();
        using var process = Process.Start(new ProcessStartInfo("dotnet",
        [
            // What both need of ASP.NET lies in the framework here, and not beside statsctl as where it is installed.
            "exec", "--runtimeconfig", InThisFolder("StatsService.Benchmarks.runtimeconfig.json"),
            "--depsfile", InThisFolder("StatsService.Benchmarks.deps.json"), InThisFolder("statsctl.dll"),
            .. args, "--server", address, "--json",
        ])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        })!;
        var output = LastLine(process, enough);
        var most = 0d;
        while (!process.HasExited)
        {
            most = ServiceMemory.Most(process) ?? most;
            await Task.Delay(20);
        }

        var last = await output;
        return process.ExitCode == 0 || enough?.Invoke(last) == true
            ? new(last, Stopwatch.GetElapsedTime(begun).TotalSeconds, most)
            : throw new InvalidOperationException($"statsctl {string.Join(' ', args)}: {process.ExitCode}");
    }

    private static async Task<string> LastLine(Process process, Func<string, bool>? enough)
    {
        var last = "";
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            last = line;
            if (enough?.Invoke(line) == true)
            {
                process.Kill();
                break;
            }
        }

        return last;
    }

    private static string InThisFolder(string file) => Path.Combine(AppContext.BaseDirectory, file);
}

/// <summary>A run that has ended.</summary>
/// <param name="Last">The last line that it wrote.</param>
/// <param name="Most">Most that was resident, in MiB.</param>
internal sealed record Ran(string Last, double Seconds, double Most);
