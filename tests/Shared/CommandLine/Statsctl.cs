using System.Diagnostics;
using System.Globalization;

namespace StatsService.TestTools;

/// <summary>Runs the built statsctl as a process of its own, as a user does.</summary>
internal static class Statsctl
{
    private static string Program => Path.Combine(AppContext.BaseDirectory, "statsctl.dll");

    public static Task<ProgramResult> Run(params string[] arguments) => RunWith("", "", arguments);

    /// <param name="variable">A variable to set; those that statsctl reads are otherwise not there.</param>
    public static async Task<ProgramResult> RunWith(string variable, string value, params string[] arguments)
    {
        using var process = Start(variable, value, arguments);
        return await Programs.End(process);
    }

    /// <summary>As by Ctrl-C, as soon as something has happened.</summary>
    public static async Task<ProgramResult> Interrupted(Task happened, params string[] arguments)
    {
        using var process = Start("", "", arguments);
        await happened;
        using var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        return await Programs.End(process);
    }

    // A test run in the background ignores interrupts, and so would all that it starts; env puts that back and
    // becomes dotnet.
    private static Process Start(string variable, string value, string[] arguments) => Programs.Start(
        "env", ["--default-signal=INT", "dotnet", Program, .. arguments],
        [
            ("STATS_SERVER", null), ("STATS_TOKEN", null), ("NO_COLOR", null),
            .. variable.Length > 0 ? [(variable, value)] : Array.Empty<(string, string?)>(),
        ]);
}
