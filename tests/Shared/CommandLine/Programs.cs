using System.Diagnostics;

namespace StatsService.TestTools;

/// <summary>What a run of a program left behind.</summary>
internal sealed record ProgramResult(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>Programs that are run to their end; one that does not come to it is killed.</summary>
internal static class Programs
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <param name="environment">Variables to set; null takes one away.</param>
    public static Process Start(
        string program, IEnumerable<string> arguments, params IEnumerable<(string Key, string? Value)> environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            UseShellExecute = false,
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (key, value) in environment)
        {
            start.Environment.Remove(key);
            if (value is not null)
            {
                start.Environment[key] = value;
            }
        }

        return Process.Start(start)!;
    }

    public static async Task<ProgramResult> End(Process process)
    {
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException e)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{process.StartInfo.FileName} did not end: {await output}{await error}", e);
        }

        return new(process.ExitCode, await output, await error);
    }

    /// <summary>What the program prints. It fails the test where the program fails, with what it says.</summary>
    public static async Task<string> Run(
        string program, IEnumerable<string> arguments, params IEnumerable<(string Key, string? Value)> environment)
    {
        using var process = Start(Tools.Require(program), arguments, environment);
        var run = await End(process);
        Xunit.Assert.True(run.ExitCode == 0, $"{program} ended with {run.ExitCode}: {run.Error} {run.Output}");
        return run.Output;
    }
}
