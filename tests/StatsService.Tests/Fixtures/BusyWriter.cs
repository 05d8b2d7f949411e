using Npgsql;

namespace StatsService.Tests.Fixtures;

/// <summary>A writer that took a number of the log and has not ended: rolled back when it is disposed of.</summary>
internal sealed class BusyWriter : IAsyncDisposable
{
    private readonly NpgsqlDataSource _database;
    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlTransaction _transaction;

    private BusyWriter(
        NpgsqlDataSource database, NpgsqlConnection connection, NpgsqlTransaction transaction, long taken) =>
        (_database, _connection, _transaction, Taken) = (database, connection, transaction, taken);

    /// <summary>The number.</summary>
    public long Taken { get; }

    public static async Task<BusyWriter> Begin(ServiceFixture service)
    {
        var database = NpgsqlDataSource.Create(service.ConnectionString);
        var connection = await database.OpenConnectionAsync();
        var transaction = await connection.BeginTransactionAsync();
        await using var take = new NpgsqlCommand("select nextval('ogi.mt_events_sequence')", connection);
        return new(database, connection, transaction, (long)(await take.ExecuteScalarAsync())!);
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await _connection.DisposeAsync();
        await _database.DisposeAsync();
    }
}
