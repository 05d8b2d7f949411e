using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace StatsService.Embedded.Tests;

/// <summary>A data folder of one test, by default with a name that trips careless quoting.</summary>
internal sealed class TestFolder(string name = "it's 数据") : IDisposable
{
    private static readonly SemaphoreSlim OneAtATime = new(1);
    private static TestFolder? _template;

    private readonly string _parent = MakeParent();

    /// <summary>With a cluster in it, copied: initdb is the slow part of a start.</summary>
    public static async Task<TestFolder> Initialised()
    {
        var folder = new TestFolder();
        var copied = await Command.Run(["cp", "-a", await Template(), folder.Path], default);
        Assert.True(copied.Succeeded, copied.Output);
        return folder;
    }

    public string Path => System.IO.Path.Combine(_parent, name);

    public string In(params string[] names) => System.IO.Path.Combine([Path, .. names]);

    public EmbeddedPostgresOptions Options => new() { DataFolder = Path, SharedBuffersMegabytes = 16 };

    public int ServerPid =>
        int.Parse(File.ReadLines(In("cluster", "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    /// <summary>Any user's: some tests run as another.</summary>
    private static string MakeParent()
    {
        var parent = Directory.CreateTempSubdirectory("stats-test-").FullName;
        File.SetUnixFileMode(parent, (UnixFileMode)0b111_111_111);
        return parent;
    }

    private static async Task<string> Template()
    {
        await OneAtATime.WaitAsync();
        try
        {
            if (_template is null)
            {
                var made = new TestFolder();
                AtExit.Remove(made._parent);
                await using var server = await EmbeddedPostgres.Start(made.Options, NullLogger.Instance);
                _template = made;
            }

            return _template.Path;
        }
        finally
        {
            OneAtATime.Release();
        }
    }

    public void Dispose()
    {
        Directory.Delete(_parent, recursive: true);
        foreach (var left in new[] { "/run", "/tmp" }
            .SelectMany(p => Directory.GetDirectories(p, $"stats-pg-*-{SocketFolder.Hash(Path)}")))
        {
            Directory.Delete(left, recursive: true);
        }
    }
}

internal sealed class CapturedLog : ILogger
{
    public ConcurrentQueue<string> Lines { get; } = [];

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception,
        Func<TState, Exception?, string> formatter) =>
        Lines.Enqueue(formatter(state, exception));
}

internal static class Sql
{
    public static async Task<object?> Run(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    public static async Task<string> Show(this EmbeddedPostgres server, string setting) =>
        (string)(await Run(server.ConnectionString, "SHOW " + setting))!;
}

internal static class AtExit
{
    private static readonly List<Process> Watchers = [];

    /// <summary>vstest ends the process so soon after the last test that it cannot tidy up itself.</summary>
    public static void Remove(string folder)
    {
        var start = new ProcessStartInfo("setsid", ["sh", "-c", "exec >/dev/null 2>&1; cat; rm -rf -- \"$0\"", folder])
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        Watchers.Add(Process.Start(start)!);
    }
}

internal static class Eventually
{
    public static async Task IsTrue(Func<bool> condition, string what)
    {
        for (var i = 0; i < 1200 && !condition(); i++)
        {
            await Task.Delay(100);
        }

        Assert.True(condition(), what);
    }
}
