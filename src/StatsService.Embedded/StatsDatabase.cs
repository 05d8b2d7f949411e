using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace StatsService.Embedded;

/// <summary>
/// The service's database, wherever it is: the one that <c>ConnectionStrings:Stats</c> names, else the embedded
/// server, which stops with this object. Hold it around the host, so that requests in flight finish first:
/// <code>
/// await using var database = await StatsDatabase.Open(builder.Configuration, loggers);
/// // … builder.Services.AddNpgsqlDataSource(database.ConnectionString) …
/// await app.RunAsync();
/// </code>
/// </summary>
/// <remarks>
/// Read besides: <c>EmbeddedPostgres:DataFolder</c>, <c>:MaxConnections</c>, <c>:SharedBuffersMegabytes</c>.
/// </remarks>
public sealed class StatsDatabase : IAsyncDisposable
{
    private readonly EmbeddedPostgres? _server;

    private StatsDatabase(string connectionString, EmbeddedPostgres? server) =>
        (ConnectionString, _server) = (connectionString, server);

    public string ConnectionString { get; }

    /// <exception cref="EmbeddedPostgresException">
    /// Its message is all that the user needs: print it and return an exit code other than 0.
    /// </exception>
    public static async Task<StatsDatabase> Open(
        IConfiguration configuration, ILoggerFactory loggers, CancellationToken ct = default)
    {
        var logger = loggers.CreateLogger<EmbeddedPostgres>();
        if (configuration.GetConnectionString("Stats") is { Length: > 0 } given)
        {
            logger.External();
            return new StatsDatabase(given, server: null);
        }

        var section = configuration.GetSection("EmbeddedPostgres");
        var defaults = new EmbeddedPostgresOptions();
        var options = new EmbeddedPostgresOptions
        {
            DataFolder = section["DataFolder"] is { Length: > 0 } folder ? folder : null,
            MaxConnections = section.GetValue("MaxConnections", defaults.MaxConnections),
            SharedBuffersMegabytes = section.GetValue("SharedBuffersMegabytes", defaults.SharedBuffersMegabytes),
        };
        var server = await EmbeddedPostgres.Start(options, logger, ct);
        return new StatsDatabase(server.ConnectionString, server);
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? ValueTask.CompletedTask;
}
