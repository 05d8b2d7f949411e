using System.Text;

namespace StatsService.Embedded;

/// <summary>PostgreSQL's side of the data folder: made once by initdb, started and stopped by pg_ctl.</summary>
internal sealed class Cluster(DataFolder folder, PostgresBinaries binaries, ServerUser user)
{
    /// <summary>Long enough for a crash recovery over a full log.</summary>
    private const string StartSeconds = "600";

    private const string StopSeconds = "60";

    public const string Superuser = "stats";

    /// <summary>Made aside and moved into place whole: a killed initdb leaves nothing that counts.</summary>
    public async Task Initialise(CancellationToken ct)
    {
        foreach (var abandoned in folder.AbandonedStaging)
        {
            Directory.Delete(abandoned, recursive: true);
        }

        user.CreateFolder(folder.Staging);
        string[] hurry = folder.Throwaway ? ["--no-sync"] : [];
        await Run(
            "initdb", ct,
            [
                binaries.Program("initdb"), "--pgdata", folder.Staging, "--username", Superuser, "--auth", "trust",
                "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-instructions", .. hurry,
            ]);
        Directory.Move(folder.Staging, folder.Cluster);
        if (!folder.Throwaway)
        {
            // The move itself; initdb has forced the rest to disk.
            await Command.Run(["sync", folder.Path], ct);
        }
    }

    public async Task Start(CancellationToken ct)
    {
        TrimLog();
        File.Delete(folder.StartLog);
        var started = await Command.RunIntoFile(
            user.Run(
                binaries.Program("pg_ctl"), "start", "--pgdata", folder.Cluster, "--wait", "--timeout", StartSeconds,
                "--options", "-c config_file=" + QuoteForShell(folder.Settings)),
            folder.StartLog,
            ct);
        if (!started.Succeeded)
        {
            throw Problems.Failed("pg_ctl start", started.Output);
        }
    }

    /// <summary>
    /// Fast: running transactions are rolled back, everything committed is written, so that the next start has
    /// nothing to recover. Throwaway data is not worth the wait.
    /// </summary>
    public async Task Stop()
    {
        var stopped = await PgCtlStop(folder.Throwaway ? "immediate" : "fast");
        if (!stopped.Succeeded && folder.ServerPid() is { } pid && ProcessIdentity.OfRunning(pid) is not null)
        {
            // Safe for the data: the next start recovers it from the log.
            stopped = await PgCtlStop("immediate");
            if (!stopped.Succeeded)
            {
                throw Problems.Failed("pg_ctl stop", stopped.Output);
            }
        }
    }

    /// <summary>
    /// The server starts a file a day but knows no limit within one. What is large, or older than a week, goes; then
    /// the server is told to open a new one.
    /// </summary>
    public void TrimLog() => Command.Output(user.Run(
        "sh", "-c",
        """
        find "$1/log" -name 'server-*.log' '(' -mtime +6 -o -size +16M ')' -print -delete 2>/dev/null | grep -q . &&
          exec "$2" logrotate --pgdata "$1" >/dev/null 2>&1
        """,
        "sh", folder.Cluster, binaries.Program("pg_ctl")));

    private Task<CommandResult> PgCtlStop(string mode) => Command.Run(
        user.Run(
            binaries.Program("pg_ctl"), "stop", "--pgdata", folder.Cluster, "--mode", mode, "--wait", "--timeout",
            StopSeconds),
        CancellationToken.None);

    private async Task Run(string what, CancellationToken ct, params string[] command)
    {
        var result = await Command.Run(user.Run(command), ct);
        if (!result.Succeeded)
        {
            throw Problems.Failed(what, result.Output);
        }
    }

    /// <summary>pg_ctl hands its options to a shell.</summary>
    private static string QuoteForShell(string text) =>
        new StringBuilder("'").Append(text.Replace("'", "'\\''", StringComparison.Ordinal)).Append('\'').ToString();
}
