using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using StatsService.Embedded;

namespace StatsService.Tests.Fixtures;

/// <summary>
/// One throwaway PostgreSQL for the whole test run, and on it a template database that holds the schema and the
/// registry: a new database is a copy of it, made in a tenth of a second.
/// </summary>
internal static class TestDatabases
{
    private const string Template = "stats_template";

    private static readonly Lazy<Task<EmbeddedPostgres>> Server = new(Start);

    /// <summary>The connection string of a new database.</summary>
    public static async Task<string> Create()
    {
        var server = await Server.Value;
        var name = $"test_{Guid.NewGuid():N}";
        await Execute(server.ConnectionString, $"create database {name} template {Template}");
        return server.ConnectionStringFor(name);
    }

    /// <summary>The connection string of a new database without anything in it.</summary>
    public static async Task<string> CreateEmpty()
    {
        var server = await Server.Value;
        var name = $"test_{Guid.NewGuid():N}";
        await Execute(server.ConnectionString, $"create database {name}");
        return server.ConnectionStringFor(name);
    }

    public static async Task Drop(string connectionString)
    {
        var server = await Server.Value;
        var name = new NpgsqlConnectionStringBuilder(connectionString).Database;
        await Execute(server.ConnectionString, $"drop database if exists {name} with (force)");
    }

    private static async Task<EmbeddedPostgres> Start()
    {
        var server = await EmbeddedPostgres.Start(EmbeddedPostgresOptions.ForTests, NullLogger.Instance);
        await Execute(server.ConnectionString, $"create database {Template}");

        // Nobody may be connected to a template, so nothing of it stays in a pool.
        var template = server.ConnectionStringFor(Template) + ";Pooling=false";
        await using (new RunningService(template))
        {
            // Starting it is all: it prepares its store.
        }

        return server;
    }

    private static async Task Execute(string connectionString, string sql)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
