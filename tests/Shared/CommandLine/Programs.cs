using System.Diagnostics;
using StatsService.TestTools;

namespace StatsService.Tests.Clients;

/// <summary>Programs that are not ours, run to their end.</summary>
internal static class Programs
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>What the program prints. It fails the test where the program fails, with what it says.</summary>
    public static async Task<string> Run(
        string program, string[] arguments, params (string Key, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Tools.Require(program), arguments)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        using var process = Process.Start(start)!;
        using var patience = new CancellationTokenSource(Patience);
        var output = process.StandardOutput.ReadToEndAsync(patience.Token);
        var errors = process.StandardError.ReadToEndAsync(patience.Token);
        await process.WaitForExitAsync(patience.Token);
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {await errors} {await output}");
        return await output;
    }
}
