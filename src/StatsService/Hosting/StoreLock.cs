using Npgsql;

namespace StatsService.Hosting;

/// <summary>Held by the one instance that prepares the store: others that start meanwhile wait for it.</summary>
internal sealed class StoreLock : IAsyncDisposable
{
    /// <summary>Any number that nothing else locks.</summary>
    private const long Number = 0x6f67692d73746172;

    private readonly NpgsqlConnection _connection;

    private StoreLock(NpgsqlConnection connection) => _connection = connection;

    public static async Task<StoreLock> Take(NpgsqlDataSource database, CancellationToken ct)
    {
        var held = new StoreLock(await database.OpenConnectionAsync(ct));
        await held.Execute("select pg_advisory_lock($1)", ct);
        return held;
    }

    /// <summary>
    /// Said outright: a connection that goes back to the pool would keep the lock until it is used again.
    /// </summary>
    public async ValueTask DisposeAsync()
    {
        await Execute("select pg_advisory_unlock($1)", CancellationToken.None);
        await _connection.DisposeAsync();
    }

    private async Task Execute(string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, _connection) { CommandTimeout = 300 };
        command.Parameters.Add(new() { Value = Number });
        await command.ExecuteNonQueryAsync(ct);
    }
}
