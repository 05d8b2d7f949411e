using Npgsql;

namespace StatsService.Tests.Fixtures;

/// <summary>
/// Somebody who is about to begin a stream: who wants to begin it too must wait for how that ends. It never comes
/// about.
/// </summary>
internal sealed class BlockedStream(
    NpgsqlDataSource database, NpgsqlConnection connection, NpgsqlTransaction transaction)
    : IAsyncDisposable
{
    public static async Task<BlockedStream> Begin(string connectionString, string stream)
    {
        var database = NpgsqlDataSource.Create(connectionString);
        var connection = await database.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "insert into ogi.mt_streams (id, version) values ($1, 1)";
        command.Parameters.Add(new() { Value = stream });
        await command.ExecuteNonQueryAsync();
        return new(database, connection, transaction);
    }

    public async Task UntilSomeoneWaits()
    {
        await using var command = database.CreateCommand(
            "select exists (select from pg_locks where locktype = 'transactionid' and not granted)");
        while (!(bool)(await command.ExecuteScalarAsync())!)
        {
            await Task.Delay(20);
        }
    }

    public Task Release() => transaction.RollbackAsync();

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
        await database.DisposeAsync();
    }
}
