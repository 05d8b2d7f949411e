using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;

namespace StatsService.Embedded.Tests;

public sealed class KilledService
{
    private const string Commit = "CREATE TABLE kept AS SELECT 182 AS total";
    private const string Ask = "SELECT total FROM kept";

    [Fact]
    public async Task The_next_start_takes_over_at_once_and_keeps_what_was_committed()
    {
        using var folder = await TestFolder.Initialised();
        using var killed = await OwnerProcess.Start(folder);
        await Sql.Run(killed.ConnectionString, Commit);
        var (orphan, guard) = (folder.ServerPid, ProcessIdentity.OfRunning(GuardOf(folder)));
        await killed.Kill();

        await using var next = await EmbeddedPostgres.Start(folder.Options, NullLogger.Instance);
        Assert.NotEqual(orphan, folder.ServerPid);
        Assert.Equal(182, await Sql.Run(next.ConnectionString, Ask));

        // The killed one's guard must not take the new server for its own.
        await Eventually.IsTrue(() => guard is { IsRunning: false }, "the guard has ended");
        Assert.Equal(182, await Sql.Run(next.ConnectionString, Ask));
    }

    [Fact]
    public async Task The_server_of_a_killed_service_does_not_linger()
    {
        using var folder = await TestFolder.Initialised();
        using var killed = await OwnerProcess.Start(folder);
        var server = folder.ServerPid;
        await killed.Kill();

        await Eventually.IsTrue(() => ProcessIdentity.OfRunning(server) is null, "the guard stops the server");
        await Eventually.IsTrue(() => !File.Exists(folder.In("cluster", "postmaster.pid")), "in good order");
    }

    [Fact]
    public async Task The_throwaway_folder_of_a_killed_service_goes_too()
    {
        using var killed = await OwnerProcess.StartThrowaway();
        var data = (string)(await Sql.Run(killed.ConnectionString, "SHOW data_directory"))!;
        await killed.Kill();

        var folder = Path.GetDirectoryName(data);
        await Eventually.IsTrue(() => !Directory.Exists(folder), "the guard removes the folder");
    }

    [Fact]
    public async Task When_server_and_guard_were_killed_too_the_log_brings_back_what_was_committed()
    {
        using var folder = await TestFolder.Initialised();
        using var killed = await OwnerProcess.Start(folder);
        await Sql.Run(killed.ConnectionString, Commit);
        var server = folder.ServerPid;
        Kill(GuardOf(folder));
        Kill(server);
        await killed.Kill();

        var log = new CapturedLog();
        await using var next = await EmbeddedPostgres.Start(folder.Options, log);
        Assert.Equal(182, await Sql.Run(next.ConnectionString, Ask));
        Assert.Contains(log.Lines, l => l.Contains("did not end in order", StringComparison.Ordinal));
        Assert.Contains(
            Directory.GetFiles(folder.In("cluster", "log")).Select(File.ReadAllText),
            l => l.Contains("automatic recovery in progress", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_only_the_guard_was_killed_too_the_orphan_is_stopped_first()
    {
        using var folder = await TestFolder.Initialised();
        using var killed = await OwnerProcess.Start(folder);
        await Sql.Run(killed.ConnectionString, Commit);
        var orphan = folder.ServerPid;
        Kill(GuardOf(folder));
        await killed.Kill();

        var log = new CapturedLog();
        await using var next = await EmbeddedPostgres.Start(folder.Options, log);
        var line = Assert.Single(log.Lines, l => l.Contains("left running", StringComparison.Ordinal));
        Assert.Contains($"pid {orphan}", line, StringComparison.Ordinal);
        Assert.Null(ProcessIdentity.OfRunning(orphan));
        Assert.Equal(182, await Sql.Run(next.ConnectionString, Ask));
    }

    [Fact]
    public async Task A_process_number_used_again_by_another_program_is_no_obstacle()
    {
        using var folder = await TestFolder.Initialised();

        // PostgreSQL alone would refuse: a process of that number runs.
        var pidFile = $"{Environment.ProcessId}\n{folder.In("cluster")}\n0\n5432\n\n\n\n";
        await File.WriteAllTextAsync(folder.In("cluster", "postmaster.pid"), pidFile);
        await using var next = await EmbeddedPostgres.Start(folder.Options, NullLogger.Instance);
        Assert.NotEqual(Environment.ProcessId, folder.ServerPid);
    }

    [Fact]
    public async Task A_half_made_cluster_is_made_afresh()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.In("cluster.new.1", "base"));
        await File.WriteAllTextAsync(folder.In("owner.lock"), "");
        await using var server = await EmbeddedPostgres.Start(folder.Options, NullLogger.Instance);

        Assert.Equal(1, await Sql.Run(server.ConnectionString, "SELECT 1"));
        Assert.False(Directory.Exists(folder.In("cluster.new.1")));
    }

    private static void Kill(int pid) => Assert.NotNull(Command.Output("sh", "-c", $"kill -9 {pid} && echo done"));

    private static int GuardOf(TestFolder folder) => Directory.GetDirectories("/proc")
        .Select(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var pid) ? pid : 0)
        .Single(pid => pid > 0 && ProcessIdentity.ArgumentsOf(pid) is var arguments
            && arguments.Contains("stats-service-guard") && arguments.Contains(folder.In("cluster")));
}
