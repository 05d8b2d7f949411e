using System.Globalization;

namespace StatsService.Embedded;

/// <summary>
/// Which process, not only which number: numbers are used again, in a container even at once. The kernel's start
/// time tells two processes of one number apart, the boot id two boots. See proc_pid_stat(5).
/// </summary>
internal sealed record ProcessIdentity(int Pid, long StartTicks, string Boot)
{
    private const int StateField = 0;
    private const int StartTimeField = 19; // field 22 of the file, counted after the name

    public static ProcessIdentity Current { get; } = OfRunning(Environment.ProcessId)
        ?? throw new InvalidOperationException("/proc is not mounted.");

    public bool IsRunning => OfRunning(Pid) == this;

    /// <returns>Null where no such process runs; a zombie has ended.</returns>
    public static ProcessIdentity? OfRunning(int pid)
    {
        try
        {
            // "1234 (name (of any kind)) S 1 …"
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[StateField] is "Z" or "X"
                ? null
                : new ProcessIdentity(pid, long.Parse(fields[StartTimeField], CultureInfo.InvariantCulture), BootId());
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>What the process is called; empty where it has ended.</summary>
    public static string NameOf(int pid) => ReadOrEmpty($"/proc/{pid}/comm").Trim();

    /// <summary>Its command line, readable by everybody (unlike its folder or its environment).</summary>
    public static string[] ArgumentsOf(int pid) => ReadOrEmpty($"/proc/{pid}/cmdline").Split('\0');

    public string Format() => string.Create(CultureInfo.InvariantCulture, $"{Pid} {StartTicks} {Boot}");

    public static ProcessIdentity? Parse(string line) =>
        line.Split(' ') is [var pid, var ticks, var boot]
        && int.TryParse(pid, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(ticks, CultureInfo.InvariantCulture, out var start)
            ? new ProcessIdentity(number, start, boot)
            : null;

    private static string BootId() => ReadOrEmpty("/proc/sys/kernel/random/boot_id").Trim();

    private static string ReadOrEmpty(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
        catch (UnauthorizedAccessException)
        {
            return "";
        }
    }
}
