using Microsoft.Extensions.Logging;
using Npgsql;

namespace StatsService.Embedded;

/// <summary>
/// A real PostgreSQL of the service's own: initialised, started and stopped by it, in one data folder, reachable
/// only through a socket that its user alone may open. docs/adr/0004 says why and how.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    /// <summary>Left over for psql and backups while the service holds all that its pool may.</summary>
    private const int ConnectionsForOthers = 10;

    private static readonly TimeSpan LogInterval = TimeSpan.FromMinutes(10);

    private readonly DataFolder _folder;
    private readonly string _socketFolder;
    private readonly EmbeddedPostgresOptions _options;
    private readonly ILogger _logger;
    private readonly Cluster _cluster;
    private readonly Ownership _ownership;
    private Guard? _guard;
    private Timer? _logKeeper;
    private bool _disposed;

    private EmbeddedPostgres(
        DataFolder folder, string socketFolder, EmbeddedPostgresOptions options, Cluster cluster, Ownership ownership,
        ILogger logger) =>
        (_folder, _socketFolder, _options, _cluster, _ownership, _logger) =
        (folder, socketFolder, options, cluster, ownership, logger);

    public string DataFolder => _folder.Path;

    /// <summary>To the database <c>stats</c>.</summary>
    public string ConnectionString => ConnectionStringFor("stats");

    /// <exception cref="EmbeddedPostgresException">It cannot run: the message says why, and the way out.</exception>
    public static async Task<EmbeddedPostgres> Start(
        EmbeddedPostgresOptions options, ILogger logger, CancellationToken ct = default)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw Problems.NotLinux();
        }

        var folder = Embedded.DataFolder.Prepare(options);
        var ownership = Ownership.Take(folder);
        try
        {
            var user = ServerUser.For(folder);
            var binaries = PostgresBinaries.Find(folder.StoredVersion());
            if (folder.StoredVersion() is { } stored && stored != binaries.Major)
            {
                throw Problems.OtherVersion(folder.Path, stored, binaries);
            }

            await user.CheckReach(folder.Path, ct);
            await user.CheckReach(binaries.Program("postgres"), ct);
            var socketFolder = SocketFolder.Prepare(folder, user);
            var cluster = new Cluster(folder, binaries, user);
            var server = new EmbeddedPostgres(folder, socketFolder, options, cluster, ownership, logger);
            if (user is { IsCaller: false, Name: "nobody" })
            {
                logger.RunsAsNobody();
            }

            await server.Run(binaries, ct);
            return server;
        }
        catch
        {
            ownership.Dispose();
            if (folder.Throwaway && Directory.Exists(folder.Path))
            {
                Directory.Delete(folder.Path, recursive: true);
            }

            throw;
        }
    }

    /// <summary>To another database of this server, for tests that have one each.</summary>
    public string ConnectionStringFor(string database) => new NpgsqlConnectionStringBuilder
    {
        Host = _socketFolder,
        Username = Cluster.Superuser,
        Database = database,
        MaxPoolSize = _options.Throwaway ? 20 : Math.Max(1, _options.MaxConnections - ConnectionsForOthers),
    }.ConnectionString;

    public async ValueTask DisposeAsync()
    {
        if (_disposed)
        {
            return;
        }

        _disposed = true;
        if (_logKeeper is not null)
        {
            await _logKeeper.DisposeAsync();
        }

        await _cluster.Stop();
        _logger.Stopped(_folder.Path);
        _ownership.Dispose();
        if (_guard is not null)
        {
            await _guard.DisposeAsync();
        }

        if (Directory.Exists(_socketFolder))
        {
            Directory.Delete(_socketFolder, recursive: true);
        }

        if (_folder.Throwaway)
        {
            Directory.Delete(_folder.Path, recursive: true);
        }
    }

    private async Task Run(PostgresBinaries binaries, CancellationToken ct)
    {
        await ClearLeftovers();
        _ownership.Record(server: null);
        _guard = Guard.Post(_folder, _socketFolder);
        try
        {
            if (_folder.StoredVersion() is null)
            {
                _logger.Initialising(_folder.Path);
                await _cluster.Initialise(ct);
            }

            SocketFolder.Sweep(_socketFolder);
            Embedded.DataFolder.Write(_folder.Settings, ServerSettings.Write(_options, _socketFolder));
            await _cluster.Start(ct);
            _ownership.Record(_folder.ServerPid());
            await CreateDatabase(ct);
        }
        catch
        {
            await DisposeAsync();
            throw;
        }

        if (!_folder.Throwaway)
        {
            _logKeeper = new Timer(_ => _cluster.TrimLog(), state: null, LogInterval, LogInterval);
        }

        _logger.Started(binaries.Version, _folder.ServerPid(), _folder.Path, _socketFolder);
    }

    private async Task ClearLeftovers()
    {
        switch (Leftovers.Judge(_folder, _ownership.Previous))
        {
            case Leftover.Foreign:
                throw Problems.ForeignServer(_folder.Path, _folder.ServerPid()!.Value);
            case Leftover.Orphan:
                _logger.StoppingOrphan(_folder.ServerPid(), _folder.Path);
                await _cluster.Stop();
                break;
            case Leftover.ReusedPid:
                _logger.EndedBadly(_folder.Path);
                _folder.ForgetServer();
                break;
            default:
                if (_folder.ServerPid() is not null)
                {
                    _logger.EndedBadly(_folder.Path);
                }

                break;
        }
    }

    private async Task CreateDatabase(CancellationToken ct)
    {
        await using var server = NpgsqlDataSource.Create(ConnectionStringFor("postgres"));
        await using var known = server.CreateCommand("select 1 from pg_database where datname = 'stats'");
        if (await known.ExecuteScalarAsync(ct) is null)
        {
            await using var creation = server.CreateCommand("create database stats");
            await creation.ExecuteNonQueryAsync(ct);
        }
    }
}
