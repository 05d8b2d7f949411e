using Microsoft.Extensions.Logging.Abstractions;

namespace StatsService.Embedded.Tests;

/// <summary>What a server with default options is like; one for all tests, which only look.</summary>
public sealed class ServerProperties(ServerProperties.OneServer one) : IClassFixture<ServerProperties.OneServer>
{
    private TestFolder Folder => one.Folder;

    private EmbeddedPostgres Server => one.Server!;

    [Fact]
    public async Task The_server_is_durable_private_and_in_UTF8()
    {
        Assert.Equal("on", await Server.Show("fsync"));
        Assert.Equal("on", await Server.Show("full_page_writes"));
        Assert.Equal("on", await Server.Show("synchronous_commit"));
        Assert.Equal("off", await Server.Show("jit"));
        Assert.Equal("UTF8", await Server.Show("server_encoding"));
        Assert.Equal("UTC", await Server.Show("timezone"));
        Assert.Equal("C.UTF-8", await Sql.Run(
            Server.ConnectionString, "SELECT datcollate FROM pg_database WHERE datname = current_database()"));
        Assert.Equal("stats", await Sql.Run(Server.ConnectionString, "SELECT current_user::text"));
        Assert.True(Directory.EnumerateFiles(Folder.In("cluster", "log")).Any(), "the server writes its own log");
    }

    [Fact]
    public async Task The_server_listens_on_no_TCP_port()
    {
        var sockets = Directory.GetFiles($"/proc/{Folder.ServerPid}/fd")
            .Select(fd => File.ResolveLinkTarget(fd, returnFinalTarget: false)?.Name ?? "")
            .Where(name => name.StartsWith("socket:[", StringComparison.Ordinal))
            .Select(name => name["socket:[".Length..^1])
            .ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(sockets);
        string[] tables = [await File.ReadAllTextAsync("/proc/net/tcp"), await File.ReadAllTextAsync("/proc/net/tcp6")];
        var tcp = tables.SelectMany(t => t.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[9]);
        Assert.DoesNotContain(tcp, sockets.Contains);
        Assert.Equal("", await Server.Show("listen_addresses"));
    }

    [Fact]
    public async Task Only_the_servers_user_who_is_not_root_may_enter_the_socket_folder()
    {
        var socketFolder = FileFacts.Of(await Server.Show("unix_socket_directories"))!;
        Assert.Equal(0b111_000_000, socketFolder.Mode);
        Assert.NotEqual(0u, socketFolder.Uid);
        Assert.Equal(socketFolder.Uid, FileFacts.Of(Folder.In("cluster"))!.Uid);
        Assert.Equal(0b111_000_000, FileFacts.Of(Folder.In("cluster"))!.Mode);
        Assert.Equal(socketFolder.Uid, FileFacts.Of($"/proc/{Folder.ServerPid}")!.Uid);
    }

    public sealed class OneServer : IAsyncLifetime
    {
        internal TestFolder Folder { get; } = new();

        internal EmbeddedPostgres? Server { get; private set; }

        public async Task InitializeAsync() =>
            Server = await EmbeddedPostgres.Start(Folder.Options, NullLogger.Instance);

        public async Task DisposeAsync()
        {
            await Server!.DisposeAsync();
            Folder.Dispose();
        }
    }
}
