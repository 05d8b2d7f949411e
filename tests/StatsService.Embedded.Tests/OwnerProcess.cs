using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace StatsService.Embedded.Tests;

/// <summary>The service's part with the database, in a process that can be killed.</summary>
internal sealed class OwnerProcess : IDisposable
{
    /// <summary>Against hanging for ever, not a goal: a start takes a second, on a busy machine a hundred.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private static readonly Lazy<string> Program = new(CopyForEveryUser);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = [];
    private readonly TaskCompletionSource<string> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OwnerProcess(Process process) => _process = process;

    public int Pid => _process.Id;

    public string Output => string.Join('\n', _output);

    public string ConnectionString { get; private set; } = "";

    public static bool IsRoot => Environment.IsPrivilegedProcess;

    public static Task<OwnerProcess> Start(TestFolder folder) => Start([Named(folder)], asNobody: false);

    /// <summary>As root through setpriv; a normal user is one already.</summary>
    public static Task<OwnerProcess> StartAsNormalUser(TestFolder folder) => Start([Named(folder)], IsRoot);

    public static Task<OwnerProcess> StartThrowaway() => Start(["throwaway"], asNobody: false);

    /// <summary>Runs one that is expected to refuse, to its end.</summary>
    public static async Task<(int ExitCode, string Output)> Refused(
        TestFolder folder, string variable = "X", string value = "")
    {
        using var owner = Start([Named(folder)], asNobody: false, variable, value);
        await owner._process.WaitForExitAsync().WaitAsync(Patience);
        return (owner._process.ExitCode, owner.Output);
    }

    public async Task<int> Stop()
    {
        await Command.Run(["kill", "-TERM", Pid.ToString(CultureInfo.InvariantCulture)], default);
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>kill -9</summary>
    public async Task Kill()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static string Named(TestFolder folder) => "--EmbeddedPostgres:DataFolder=" + folder.Path;

    private static async Task<OwnerProcess> Start(string[] arguments, bool asNobody)
    {
        var owner = Start(arguments, asNobody, "X", "");
        try
        {
            owner.ConnectionString = await owner._ready.Task.WaitAsync(Patience);
            return owner;
        }
        catch
        {
            owner.Dispose();
            throw;
        }
    }

    private static OwnerProcess Start(string[] arguments, bool asNobody, string variable, string value)
    {
        string[] user = asNobody
            ? ["setpriv", "--reuid=nobody", "--regid=" + Group("nobody"), "--clear-groups"]
            : [];
        string[] command = [.. user, "dotnet", Program.Value, .. arguments];
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = "/",
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[variable] = value;
        var owner = new OwnerProcess(new Process { StartInfo = start, EnableRaisingEvents = true });
        owner._process.OutputDataReceived += (_, e) => owner.Note(e.Data);
        owner._process.ErrorDataReceived += (_, e) => owner.Note(e.Data);
        owner._process.Exited += (_, _) => owner._ready.TrySetException(new InvalidOperationException(owner.Output));
        owner._process.Start();
        owner._process.BeginOutputReadLine();
        owner._process.BeginErrorReadLine();
        return owner;
    }

    private void Note(string? line)
    {
        _output.Enqueue(line ?? "");
        if (line?.StartsWith("READY ", StringComparison.Ordinal) is true)
        {
            _ready.TrySetResult(line["READY ".Length..]);
        }
    }

    private static string Group(string user) => Command.Output("id", "-g", user)!;

    /// <summary>The checkout may be closed to nobody.</summary>
    private static string CopyForEveryUser()
    {
        const string Name = "StatsService.Embedded.Owner";
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var built = Path.Combine(AppContext.BaseDirectory, "..", "..", Name, configuration);
        var copy = Directory.CreateTempSubdirectory("stats-owner-").FullName;
        File.SetUnixFileMode(copy, (UnixFileMode)0b111_101_101);
        foreach (var file in Directory.GetFiles(built))
        {
            File.Copy(file, Path.Combine(copy, Path.GetFileName(file)));
        }

        AtExit.Remove(copy);
        return Path.Combine(copy, Name + ".dll");
    }
}
