using System.Diagnostics;
using System.Globalization;

namespace StatsService.TestTools;

/// <summary>What a run of statsctl left behind.</summary>
internal sealed record StatsctlResult(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Runs the built statsctl as a process of its own, as a user does.</summary>
internal static class Statsctl
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static string Program => Path.Combine(AppContext.BaseDirectory, "statsctl.dll");

    public static Task<StatsctlResult> Run(params string[] arguments) => RunWith("", "", arguments);

    /// <param name="variable">A variable to set; those that statsctl reads are otherwise not there.</param>
    public static async Task<StatsctlResult> RunWith(string variable, string value, params string[] arguments)
    {
        using var process = Start(variable, value, arguments);
        return await End(process);
    }

    /// <summary>As by Ctrl-C, as soon as something has happened.</summary>
    public static async Task<StatsctlResult> Interrupted(Task happened, params string[] arguments)
    {
        using var process = Start("", "", arguments);
        await happened;
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        return await End(process);
    }

    private static Process Start(string variable, string value, string[] arguments)
    {
        // A test run in the background ignores interrupts, and so would all that it starts;
        // env puts that back and becomes dotnet.
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", Program, .. arguments])
        {
            UseShellExecute = false,
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var name in new[] { "STATS_SERVER", "STATS_TOKEN", "NO_COLOR" })
        {
            start.Environment.Remove(name);
        }

        if (variable.Length > 0)
        {
            start.Environment[variable] = value;
        }

        return Process.Start(start)!;
    }

    private static async Task<StatsctlResult> End(Process process)
    {
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"statsctl did not end: {await output}{await error}", e);
        }

        return new(process.ExitCode, await output, await error);
    }
}
