using System.Diagnostics;

namespace StatsService.Embedded;

/// <summary>What a program printed and how it ended.</summary>
internal sealed record CommandResult(int ExitCode, string Output)
{
    public bool Succeeded => ExitCode == 0;
}

/// <summary>Runs the server's programs: in <c>/</c>, in plain English, and without the service's secrets.</summary>
internal static class Command
{
    /// <summary>All that is passed on: PG* variables would change the server, others hold passwords.</summary>
    private static readonly string[] Passed = ["PATH", "LD_LIBRARY_PATH", "LOCPATH", "LOCALE_ARCHIVE", "TMPDIR"];

    /// <summary>Not for a program that leaves a server behind: that would hold the pipe open.</summary>
    public static async Task<CommandResult> Run(IReadOnlyList<string> command, CancellationToken ct)
    {
        var start = Describe(command);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Start(start);
        process.StandardInput.Close();
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(ct);
            var errors = process.StandardError.ReadToEndAsync(ct);
            await process.WaitForExitAsync(ct);
            return new CommandResult(process.ExitCode, (await output + await errors).Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    /// <summary>
    /// Runs a program that leaves a server behind: both write into <paramref name="file"/>, which must be new (-C), so
    /// that root never writes through another's link.
    /// </summary>
    public static async Task<CommandResult> RunIntoFile(
        IReadOnlyList<string> command, string file, CancellationToken ct)
    {
        const string Script = "set -C; file=$1; shift; exec \"$@\" >\"$file\" 2>&1 </dev/null";
        var start = Describe(["sh", "-c", Script, "sh", file, .. command]);
        using var process = Start(start);
        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }

        return new CommandResult(process.ExitCode, (await File.ReadAllTextAsync(file, ct)).Trim());
    }

    /// <summary>
    /// The first line that a quick question prints; null where the program fails. It blocks for a few milliseconds, at
    /// the start before anything is served, and on the log keeper's own thread.
    /// </summary>
    public static string? Output(params string[] command)
    {
        var start = Describe(command);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        try
        {
            using var process = Start(start);
            process.StandardInput.Close();
            var line = process.StandardOutput.ReadLine();
            process.WaitForExit();
            return process.ExitCode == 0 ? line : null;
        }
        catch (EmbeddedPostgresException)
        {
            return null;
        }
    }

    public static ProcessStartInfo Describe(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1)) { WorkingDirectory = "/" };
        var kept = start.Environment.Where(v => Passed.Contains(v.Key, StringComparer.Ordinal)).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in kept)
        {
            start.Environment[name] = value;
        }

        start.Environment["LC_ALL"] = "C.UTF-8";
        start.Environment["TZ"] = "UTC";
        return start;
    }

    public static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception e)
        {
            throw Problems.Failed(start.FileName, e.Message);
        }
    }
}
