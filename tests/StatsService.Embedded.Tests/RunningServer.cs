using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace StatsService.Embedded.Tests;

public sealed class RunningServer
{
    [Fact]
    public async Task Data_survive_a_restart()
    {
        using var folder = new TestFolder("plain");
        await using (var first = await EmbeddedPostgres.Start(folder.Options, NullLogger.Instance))
        {
            await Sql.Run(first.ConnectionString, "CREATE TABLE kept AS SELECT 182 AS total");
            Assert.Equal(folder.In("socket"), await first.Show("unix_socket_directories"));
        }

        Assert.False(File.Exists(folder.In("cluster", "postmaster.pid")));
        Assert.False(File.Exists(folder.In("owner.pid")));
        await using var second = await EmbeddedPostgres.Start(folder.Options, NullLogger.Instance);
        Assert.Equal(182, await Sql.Run(second.ConnectionString, "SELECT total FROM kept"));
    }

    [Theory]
    [InlineData("no, not: this;")]
    [InlineData("a-long-name-a-long-name-a-long-name-a-long-name-a-long-name-a-long-name-a-long-name-a-long-name")]
    public async Task A_path_that_cannot_hold_a_socket_has_it_elsewhere(string name)
    {
        using var folder = new TestFolder(name);
        await using var server = await EmbeddedPostgres.Start(folder.Options, NullLogger.Instance);

        var sockets = await server.Show("unix_socket_directories");
        Assert.EndsWith("-" + SocketFolder.Hash(folder.Path), sockets, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dropped_database_is_made_again()
    {
        using var folder = await TestFolder.Initialised();
        await using (var first = await EmbeddedPostgres.Start(folder.Options, NullLogger.Instance))
        {
            await Sql.Run(first.ConnectionStringFor("postgres"), "DROP DATABASE stats");
        }

        await using var second = await EmbeddedPostgres.Start(folder.Options, NullLogger.Instance);
        Assert.Equal(1, await Sql.Run(second.ConnectionString, "SELECT 1"));
    }

    [Fact]
    public async Task A_log_that_grows_is_begun_afresh()
    {
        using var folder = await TestFolder.Initialised();
        await using var server = await EmbeddedPostgres.Start(folder.Options, NullLogger.Instance);
        var log = Directory.GetFiles(folder.In("cluster", "log")).Single();
        await using (var stream = File.OpenWrite(log))
        {
            stream.SetLength(20 << 20);
        }

        var data = new DataFolder(folder.Path, Throwaway: false);
        new Cluster(data, PostgresBinaries.Find(), ServerUser.For(data)).TrimLog();
        await Eventually.IsTrue(() => File.Exists(log) && new FileInfo(log).Length < 1 << 20, "a new file");
        await Assert.ThrowsAsync<PostgresException>(() => Sql.Run(server.ConnectionString, "SELECT 1 / 0"));
        await Eventually.IsTrue(
            () => File.ReadAllText(log).Contains("division by zero", StringComparison.Ordinal), "it goes on there");
        Assert.DoesNotContain("SELECT 1 / 0", await File.ReadAllTextAsync(log), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_throwaway_server_leaves_nothing()
    {
        string folder, sockets;
        var options = EmbeddedPostgresOptions.ForTests;
        await using (var server = await EmbeddedPostgres.Start(options, NullLogger.Instance))
        {
            (folder, sockets) = (server.DataFolder, await server.Show("unix_socket_directories"));
            Assert.Equal("off", await server.Show("fsync"));
            Assert.Equal("200", await server.Show("max_connections"));
        }

        Assert.False(Directory.Exists(folder));
        Assert.False(Directory.Exists(sockets));
    }

    [Fact]
    public async Task A_normal_user_can_run_the_server()
    {
        using var folder = new TestFolder();
        using var owner = await OwnerProcess.StartAsNormalUser(folder);
        var uid = FileFacts.Of($"/proc/{owner.Pid}")!.Uid;

        Assert.NotEqual(0u, uid);
        Assert.Equal(uid, FileFacts.Of($"/proc/{folder.ServerPid}")!.Uid);
        await Sql.Run(owner.ConnectionString, "CREATE TABLE kept AS SELECT 1");
        Assert.Equal(0, await owner.Stop());
        Assert.False(File.Exists(folder.In("cluster", "postmaster.pid")), owner.Output);
    }

    [Fact]
    public async Task A_connection_string_takes_the_place_of_the_embedded_server()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new("ConnectionStrings:Stats", "Host=db.example;Database=stats")])
            .Build();
        await using var database = await StatsDatabase.Open(configuration, NullLoggerFactory.Instance);

        Assert.Equal("Host=db.example;Database=stats", database.ConnectionString);
    }

    [Fact]
    public async Task The_configuration_names_folder_and_sizes()
    {
        using var folder = await TestFolder.Initialised();
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
            [
                new("EmbeddedPostgres:DataFolder", folder.Path),
                new("EmbeddedPostgres:MaxConnections", 30.ToString(CultureInfo.InvariantCulture)),
                new("EmbeddedPostgres:SharedBuffersMegabytes", "16"),
            ])
            .Build();
        await using var database = await StatsDatabase.Open(configuration, NullLoggerFactory.Instance);

        Assert.Equal("30", await Sql.Run(database.ConnectionString, "SHOW max_connections"));
        Assert.Equal("16MB", await Sql.Run(database.ConnectionString, "SHOW shared_buffers"));
    }
}
