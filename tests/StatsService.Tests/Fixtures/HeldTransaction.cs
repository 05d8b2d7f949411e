using System.Data;
using Npgsql;

namespace StatsService.Tests.Fixtures;

/// <summary>A transaction that stays open, with what its statement locked, until it is disposed of.</summary>
internal sealed class HeldTransaction : IAsyncDisposable
{
    private readonly NpgsqlConnection _connection;

    private HeldTransaction(NpgsqlConnection connection) => _connection = connection;

    public static async Task<HeldTransaction> Begin(string connectionString, string sql)
    {
        var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        var held = new HeldTransaction(connection);
        await held.Execute("begin; " + sql);
        return held;
    }

    /// <summary>The first value of a query within it; null: no row.</summary>
    public async Task<object?> Read(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Waits until a query on what other connections do has a row, and gives its first value.</summary>
    /// <param name="otherwise">What did not come about.</param>
    public async Task<object> Await(string sql, string otherwise)
    {
        for (var tries = 0; tries < 600; tries++)
        {
            // A transaction sees the connections that there were when it first looked.
            await Execute("select pg_stat_clear_snapshot()");
            if (await Read(sql) is { } value)
            {
                return value;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException(otherwise);
    }

    /// <summary>With it what it holds ends.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_connection.State == ConnectionState.Open)
        {
            await Execute("rollback");
            await _connection.DisposeAsync();
        }
    }

    private async Task Execute(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        await command.ExecuteNonQueryAsync();
    }
}
