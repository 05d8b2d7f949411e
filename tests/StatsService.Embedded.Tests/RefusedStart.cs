using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;

namespace StatsService.Embedded.Tests;

/// <summary>Each refusal names what is wrong and the way out, in Chinese and in English, and touches nothing.</summary>
public sealed class RefusedStart
{
    [Fact]
    public async Task A_second_instance_is_refused_and_names_the_first()
    {
        using var folder = await TestFolder.Initialised();
        using var first = await OwnerProcess.Start(folder);
        var (exitCode, output) = await OwnerProcess.Refused(folder);

        Assert.Equal(1, exitCode);
        Assert.Contains($"进程号{first.Pid}", output, StringComparison.Ordinal);
        Assert.Contains($"(pid {first.Pid})", output, StringComparison.Ordinal);
        Assert.Contains(folder.Path, output, StringComparison.Ordinal);
        Assert.Contains("run.sh --data", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
        Assert.Equal(1, await Sql.Run(first.ConnectionString, "SELECT 1"));
        Assert.Equal(0, await first.Stop());
    }

    [Fact]
    public async Task A_second_instance_in_the_same_process_is_refused()
    {
        using var folder = await TestFolder.Initialised();
        await using var first = await EmbeddedPostgres.Start(folder.Options, NullLogger.Instance);
        var refused = await Refuse(folder.Options);

        Assert.Contains($"(pid {Environment.ProcessId})", refused, StringComparison.Ordinal);
        Assert.Equal(1, await Sql.Run(first.ConnectionString, "SELECT 1"));
    }

    [Fact]
    public async Task Data_of_another_version_are_refused_with_both_versions()
    {
        using var folder = await TestFolder.Initialised();

        var versionFile = folder.In("cluster", "PG_VERSION");
        var own = await File.ReadAllTextAsync(versionFile);
        await File.WriteAllTextAsync(versionFile, "12\n");
        var before = Snapshot(folder);
        var refused = await Refuse(folder.Options);

        Assert.Contains("PostgreSQL 12", refused, StringComparison.Ordinal);
        Assert.Contains($"{PostgresBinaries.Find().Major}", refused, StringComparison.Ordinal);
        Assert.Contains("数据没有改动", refused, StringComparison.Ordinal);
        Assert.Equal(before, Snapshot(folder));

        await File.WriteAllTextAsync(versionFile, own);
        await using var again = await EmbeddedPostgres.Start(folder.Options, NullLogger.Instance);
        Assert.Equal(1, await Sql.Run(again.ConnectionString, "SELECT 1"));
    }

    [Fact]
    public async Task A_server_that_somebody_started_by_hand_is_named_and_left_alone()
    {
        using var folder = await TestFolder.Initialised();

        var data = new DataFolder(folder.Path, Throwaway: false);
        var byHand = new Cluster(data, PostgresBinaries.Find(), ServerUser.For(data));
        var sockets = SocketFolder.Prepare(data, ServerUser.For(data));
        DataFolder.Write(data.Settings, ServerSettings.Write(folder.Options, sockets));
        await byHand.Start(default);
        try
        {
            var refused = await Refuse(folder.Options);
            Assert.Contains($"(pid {folder.ServerPid})", refused, StringComparison.Ordinal);
            Assert.NotNull(ProcessIdentity.OfRunning(folder.ServerPid));
        }
        finally
        {
            await byHand.Stop();
        }
    }

    [Fact]
    public async Task A_folder_with_something_else_in_it_is_refused_and_not_touched()
    {
        using var folder = new TestFolder();
        Directory.CreateDirectory(folder.Path);
        await File.WriteAllTextAsync(folder.In("thesis.txt"), "years of work");
        var refused = await Refuse(folder.Options);

        Assert.Contains(folder.Path, refused, StringComparison.Ordinal);
        Assert.Equal([folder.In("thesis.txt")], Directory.GetFileSystemEntries(folder.Path));
    }

    [Theory]
    [InlineData("link")]
    [InlineData("open to others")]
    public async Task A_socket_folder_that_is_not_safe_is_refused(string kind)
    {
        using var folder = await TestFolder.Initialised();

        var data = new DataFolder(folder.Path, Throwaway: false);
        var user = ServerUser.For(data);
        var sockets = SocketFolder.Prepare(data, user);
        if (string.Equals(kind, "link", StringComparison.Ordinal))
        {
            Directory.Delete(sockets);
            File.CreateSymbolicLink(sockets, folder.In("cluster"));
        }
        else
        {
            File.SetUnixFileMode(sockets, (UnixFileMode)0b111_101_101);
        }

        try
        {
            var refused = await Refuse(folder.Options);
            Assert.Contains(sockets, refused, StringComparison.Ordinal);
            Assert.Contains("不安全", refused, StringComparison.Ordinal);
        }
        finally
        {
            await Command.Run(["rm", "-rf", sockets], default);
        }
    }

    [Fact]
    public async Task A_folder_without_the_programs_is_named()
    {
        using var folder = new TestFolder();
        var (exitCode, output) = await OwnerProcess.Refused(folder, PostgresBinaries.Variable, "/nowhere");

        Assert.Equal(1, exitCode);
        Assert.Contains("/nowhere", output, StringComparison.Ordinal);
        Assert.Contains("initdb", output, StringComparison.Ordinal);
    }

    private static async Task<string> Refuse(EmbeddedPostgresOptions options) =>
        (await Assert.ThrowsAsync<EmbeddedPostgresException>(
            () => EmbeddedPostgres.Start(options, NullLogger.Instance))).Message;

    private static List<string> Snapshot(TestFolder folder) =>
        [.. Directory.GetFiles(folder.In("cluster"), "*", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(f => new FileInfo(f))
            .Select(f => string.Create(CultureInfo.InvariantCulture, $"{f} {f.Length} {f.LastWriteTimeUtc:O}"))];
}
